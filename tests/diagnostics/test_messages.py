"""Sentences that know the message they came from."""

from __future__ import annotations

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.messages import Said, listed, outcome, packed, said, together, unpacked


def test_a_sentence_is_its_text_in_english():
    sentence = said("the file {name} has {count} lines", name="a.md", count=3)
    assert sentence == "the file a.md has 3 lines"
    assert sentence.msgid == "the file {name} has {count} lines"
    assert sentence.values == {"name": "a.md", "count": "3"}


def test_braces_are_only_braces_where_there_are_no_values():
    assert said("write {hotline}") == "write {hotline}"


def test_a_value_can_be_a_sentence_itself():
    inner = said("the link to {target}", target="https://a.example/")
    assert said("the text has lost {what}", what=inner).values["what"] is inner


def test_things_are_listed_with_commas_or_with_and():
    assert listed(["a", "b", "c"]) == "a, b, c"
    assert together(["a", "b"]) == "a and b"
    assert listed(["a"]) == "a"
    assert listed([]) == ""


def test_what_is_wrong_is_counted_for_every_number():
    assert outcome(0, 0) == "everything is right"
    assert outcome(0, 10) == "no errors, warnings: 10"
    assert outcome(1, 0) == "errors: 1"
    assert outcome(2, 1) == "errors: 2, warnings: 1"


VALUES = st.recursive(
    st.text(),
    lambda inner: st.builds(
        lambda values: Said("".join(f"{{{name}}} " for name in values) or "alone", values),
        st.dictionaries(st.sampled_from(["one", "two", "three"]), inner, min_size=1, max_size=3),
    ),
)


def parts(text):
    if not isinstance(text, Said):
        return str(text)
    return text.msgid, {name: parts(value) for name, value in text.values.items()}


@given(VALUES)
def test_a_sentence_survives_json_and_another_process(text):
    for back in (unpacked(json.loads(json.dumps(packed(text)))), pickle.loads(pickle.dumps(text))):
        assert back == text
        assert parts(back) == parts(text)
