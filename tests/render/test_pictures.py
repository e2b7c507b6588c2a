"""Pictures are drawn anew: bounded, upright, and with nothing but what is seen."""

from __future__ import annotations

from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.render.pictures import Unfit, _greyed, redrawn

RED, BLUE = (200, 0, 0), (0, 0, 200)


def encoded(size=(40, 30), kind="PNG", mode="RGB", **options):
    """A picture whose left half is red, the right one blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    file = BytesIO()
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def _opened(data):
    return Image.open(BytesIO(data))


def _noise(size):
    return Image.effect_noise(size, 100).convert("RGB")


def _rotated():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: what was on the left is above
    exif[0x010F] = "a camera"
    return exif


@pytest.mark.parametrize(
    ("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG")]
)
def test_a_picture_stays_one_of_its_kind_and_size(name, kind):
    made = redrawn(name, encoded(kind=kind))
    image = _opened(made.data)
    assert (image.format, image.size) == (kind, (40, 30))
    assert (made.name, made.width, made.height) == (name, 40, 30)


def test_what_a_camera_wrote_does_not_go_out_but_the_picture_is_upright():
    made = redrawn("a.jpg", encoded(kind="JPEG", exif=_rotated(), comment=b"secret"))
    image = _opened(made.data)
    assert image.size == (30, 40)
    assert not image.getexif()
    assert b"camera" not in made.data
    assert b"secret" not in made.data
    red, blue = image.getpixel((15, 5)), image.getpixel((15, 35))
    assert red[0] > red[2]
    assert blue[2] > blue[0]


def test_no_text_and_no_tail_of_a_png_goes_out():
    text = PngInfo()
    text.add_text("Author", "secret")
    made = redrawn("a.png", encoded(pnginfo=text, dpi=(72, 72)) + b"hidden behind its end")
    assert b"secret" not in made.data
    assert b"hidden" not in made.data
    assert made.data == redrawn("a.png", encoded()).data


def test_a_large_picture_is_made_smaller():
    made = redrawn("a.png", encoded((4000, 1000)))
    assert (made.width, made.height) == (1600, 400)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_a_heavy_picture_is_made_lighter(name, kind):
    file = BytesIO()
    _noise((1200, 900)).save(file, kind, **({"quality": 95} if kind == "JPEG" else {}))
    made = redrawn(name, file.getvalue())
    assert len(made.data) < len(file.getvalue()) / 2
    if kind == "JPEG":
        assert len(made.data) <= 400_000


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "LA", "RGBA", "I;16"])
def test_a_picture_of_any_colours_can_be_drawn(mode):
    made = redrawn("a.png", encoded(mode=mode) if mode != "I;16" else _deep())
    assert _opened(made.data).mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def _deep():
    file = BytesIO()
    Image.new("I;16", (40, 30), 30_000).save(file, "PNG")
    return file.getvalue()


def test_colours_of_print_become_those_of_screens():
    assert _opened(redrawn("a.jpg", encoded(kind="JPEG", mode="CMYK")).data).mode == "RGB"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b""),
        ("a.png", b"<html>"),
        ("a.png", encoded(kind="GIF")),
        ("a.jpg", encoded()),
        ("a.png", encoded()[:60]),
        ("a.png", encoded(kind="JPEG")),
    ],
)
def test_what_is_no_sound_picture_of_its_kind_is_told(name, data):
    with pytest.raises(Unfit, match="this is no sound") as told:
        redrawn(name, data)
    assert "under the ending of its kind" in told.value.fault.remedy


def test_a_bomb_is_told_before_it_is_unpacked():
    file = BytesIO()
    Image.new("1", (12_000, 6_000)).save(file, "PNG")
    bomb = file.getvalue()
    assert len(bomb) < 100_000
    with pytest.raises(Unfit, match="12000 × 6000 pixels"):
        redrawn("a.png", bomb)


def test_the_same_picture_gives_the_same_bytes():
    assert redrawn("a.jpg", encoded(kind="JPEG")) == redrawn("a.jpg", encoded(kind="JPEG"))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P"])
@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_in_grey_a_picture_keeps_its_kind_its_size_and_its_holes(name, kind, mode):
    if kind == "JPEG" and mode in ("RGBA", "P"):
        mode = "CMYK"
    made = redrawn(name, encoded(kind=kind, mode=mode))
    image = _opened(_greyed(made.data))
    assert (image.format, image.size) == (kind, (40, 30))
    assert image.mode == ("LA" if mode == "RGBA" else "L")
    assert b"secret" not in _greyed(made.data)


def test_of_a_file_that_claims_to_be_huge_nothing_else_is_printed():
    """Pillow warns of one with more than 89 million pixels; here a warning is an error."""
    head = b"IHDR" + pack(">IIBBBBB", 12000, 9000, 8, 2, 0, 0, 0)
    data = encoded()
    claims = data[:8] + pack(">I", 13) + head + pack(">I", crc32(head)) + data[33:]
    with pytest.raises(Unfit, match="12000 × 9000 pixels"):
        redrawn("a.png", claims)
