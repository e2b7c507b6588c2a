"""Each rule finds what it is for and lets right text pass; the documentation's examples run."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from unicodedata import category

import pytest

from generator.catalogs.po import Entry
from generator.checks import rules
from generator.checks.rule import Subject
from generator.config.glossary import Glossary, glossary
from generator.diagnostics.errors import Problems
from generator.facts import Fact
from generator.locales import locale
from generator.markdown.walk import Walk
from generator.text.unicode import invisible

ROOT = Path(__file__).parents[2]
EN, ZH = locale("en"), locale("zh-Hans")
FACTS = {
    "hotline": Fact("hotline", "96110", "tel:96110"),
    "police": Fact("police", "110", "tel:110"),
    "baitiao": Fact("baitiao", "白条", lang="zh-Hans"),
    "bank": Fact("bank", "bank.example", "https://bank.example/"),
}
TERMS = glossary((ROOT / "content/glossary.toml").read_text(encoding="utf-8"), Problems())


def subject(
    text: str,
    source: str | None = None,
    *,
    into: str = "zh-Hans",
    template: bool = False,
    entry: Entry | None = None,
    spacing: str = "any",
) -> Subject:
    """A translation of `source` into a locale, or, without one, a source text of that locale."""
    made = entry or Entry(source or text, (text,))
    return Subject(
        text=text,
        locale=locale(into),
        path="x.po",
        line=7,
        source=source,
        source_locale=EN if source is not None else locale(into),
        is_template_word=template,
        entry=made if source is not None else None,
        walk=Walk(FACTS),
        facts=FACTS,
        glossary=TERMS,
        spacing=spacing,
    )


def rules_of(*subjects: Subject) -> list[str]:
    """The rules that find something, in order."""
    return [problem.rule for problem in rules.problems(subjects)]


def examples() -> list[tuple[str, str, str, str]]:
    """The documentation's examples: rule, kind of source, source, and a line that is wrong."""
    text = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    found = []
    for section in text.split("\n### ")[1:]:
        rule = section.split()[0]
        lines = re.findall(
            r"^ {4}(source|template|english|chinese|wrong|right): +(.*)$", section, re.M
        )
        if lines:  # a text that is too long has no example
            found.append((rule, lines[0][0], dict(lines)))
    return found


@pytest.mark.parametrize(
    ("rule", "kind", "lines"), examples(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_the_documentations_example_of_a_rule_is_found_and_its_mend_passes(rule, kind, lines):
    if into := {"english": "en", "chinese": "zh-Hans"}.get(kind):
        assert rules_of(subject(lines[kind], into=into)) == [rule]
        assert rules_of(subject(lines["right"], into=into)) == []
    else:
        made = partial(
            subject, template=kind == "template", spacing="none" if "spacing" in rule else "any"
        )
        assert rule in rules_of(made(lines["wrong"], lines[kind]))
        assert rules_of(made(lines["right"], lines[kind])) == []


def test_every_rule_is_documented_with_its_reason():
    text = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    assert re.findall("^### ([a-z-]+)", text, re.M) == [rule.id for rule in rules.RULES]
    with_examples = {rule for rule, _, _ in examples()}
    assert {rule.id for rule in rules.RULES} - with_examples <= {"size"}
    for rule in rules.RULES:
        assert rule.reason in text


def test_the_documentation_says_which_rules_only_warn_and_which_cannot_be_waived():
    """Whether a finding refuses a build must not change unseen."""
    text = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    heads = re.findall(r"^### ([a-z-]+)(?: \((.*)\))?$", text, re.M)
    assert {rule for rule, note in heads if note == "a warning"} == {
        rule.id for rule in rules.RULES if rule.warning
    }
    assert {note for _, note in heads} <= {"", "a warning"}
    never = re.search(r"so is setting aside (.*?) \(the rule", text, re.S)
    assert set(re.findall(r"\*([a-z-]+)\*", never[1])) == {
        rule.id for rule in rules.RULES if not rule.waivable
    }


@pytest.mark.parametrize(
    "text",
    [
        "先挂断，再拨打{hotline}。",
        "骗子说：“您的账户有异常。”",
        "网址是www.pbccrc.org.cn，请认准。",
        "请看[征信中心](https://www.pbccrc.org.cn/a,b)。",
        "价格是1,000.50元，时间是15:30。",
        "VIP会员（或代理）……",
        "上海——北京",
        "按“Ctrl+C”键。",
        "`a, b` 不算",
        "不要打开后缀为.exe的文件。",
        "1.先挂断。2.再报警。",
        "J.K.罗琳的书",
        "版本2.0可以，约1.5元",
        "用{police}.com不算",
    ],
)
def test_right_chinese_passes(text):
    text = text.replace("` ", "`")
    assert rules_of(subject(text)) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("先挂断,再拨打。", "“,”"),
        ("真的吗?", "“?”"),
        ("不要点开链接.如果点开了，请报警。", "“.”"),
        ("他说“好”.然后走了。", "“.”"),
        ("谎称“包裹丢失“。", "inside a pair of its own kind"),
        ('他说"好"', "straight"),
        ("等等...", "ellipsis"),
        ("等等。。。", "ellipsis"),
        ("上海--北京", "dash"),
        ("上海—北京", "dash"),
        ("拨打９６１１０", "full-width"),
        ("不要转账，，不要贷款", "twice"),
        ("他说「好」", "quotation mark of this language"),
        ("他说“好", "before “好” has no closing one"),
        ("他说好”", "after “他说好” has no opening one"),
        ("（一", "not closed"),
    ],
)
def test_careless_chinese_is_found(text, part):
    found = [p for p in rules.problems([subject(text)]) if p.rule == "chinese"]
    assert any(part in problem.wrong for problem in found), found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("注意:不要转账", "“:”"),
        ("骗子(对方)说", "“(”"),
        ("完了.", "“.”"),
        ("不要点开链接.110会帮你。", "“.”"),
        ("拨打{police}.拿不准就问。", "“.”"),
        ("拨打96110.拿不准就问。", "“.”"),
        ("不要装App.如果装了，请删掉。", "“.”"),
        ("不要开APP.如果开了，请关掉。", "“.”"),
        ("请拨打{police}.", "“.”"),
        ("不要装App.", "“.”"),
        ("看`这里`.然后挂断。", "“.”"),
        ("上海-- 北京", "dash"),
        ("转 账", "space"),
        ("转\u00a0账", "space"),
        ("转账 ，贷款", "space"),
        ("转账　贷款", "space"),
    ],
)
def test_what_professionals_write_too_is_only_told(text, part):
    found = list(rules.problems([subject(text)]))
    assert any(part in one.wrong and one.rule == "chinese-style" for one in found), found
    assert all(one.warning for one in found)


@pytest.mark.parametrize(
    ("text", "rules_by_choice"),
    [
        ("用 QQ 联系", {"any": [], "none": ["chinese-spacing"], "always": []}),
        ("第 3 步", {"any": [], "none": ["chinese-spacing"], "always": []}),
        ("第3步。", {"any": [], "none": [], "always": ["chinese-spacing"]}),
        ("请挂断。", {"any": [], "none": [], "always": []}),
    ],
)
def test_spaces_beside_other_letters_are_as_the_site_chose(text, rules_by_choice):
    for choice, told in rules_by_choice.items():
        assert rules_of(subject(text, spacing=choice)) == told


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("That is a difference (Fig. (Fig. 3).", "差异很大（图（图3）。"),
        ('Work has stopped there."', "那里已经停工”。"),
    ],
)
def test_what_is_unpaired_in_the_source_may_be_so_in_the_translation(source, text):
    assert "chinese" not in rules_of(subject(text, source))
    assert "chinese" in rules_of(subject(text, "Hang up."))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call 021-62310110 now.", "021-62310110"),
        ("Call +86 21 6231 0110.", "+86 21 6231 0110"),
        ("Call your bank at 95588.", "95588"),
    ],
)
def test_a_number_to_dial_that_is_no_fact_is_remarked(text, number):
    (found,) = rules.problems([subject(text, into="en")])
    assert (found.rule, found.warning) == ("by-hand", True)
    assert found.wrong.startswith(number)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Call [hotline] and ask.", "write {hotline} if that is meant"),
        ("Call 961100 and ask.", "write {hotline} if that is meant"),
        (
            "Call 961 10 and ask.",
            "write {hotline} instead of it; put it between `…` if nobody is to call it",
        ),
        ("Look at bank.example first.", "write {bank} instead of it"),
    ],
)
def test_what_is_nearly_a_fact_is_remarked(text, remedy):
    (found,) = rules.problems([subject(text, into="en")])
    assert (found.rule, found.remedy) == ("by-hand", remedy)


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("请拨打+862162310110。", None, "+862162310110 is typed by hand, and it is a fact"),
        ("请拨打+862162310111。", None, "+862162310111 is nearly {abroad}, which is +862162310110"),
        ("有96110人拨打。", None, ""),
        ("请拨打96110人工服务。", None, "96110 is typed by hand, and it is a fact"),
        ("请拨96110个人咨询热线。", None, "96110 is typed by hand, and it is a fact"),
        ("看{{abroad}}。", None, ""),
        ("看{{abroad}}$abroad。", None, "“$abroad” is the name of a fact, without its braces"),
        ("拨打+862162310110。", "Call {abroad}.", "“+862162310110” is not quite what it should be"),
        ("拨打+86216231O110。", "Call {abroad}.", "“+86216231O110” is not quite what it should be"),
    ],
)
def test_a_number_is_looked_for_as_it_is_dialled(text, source, told):
    abroad = Fact("abroad", "+86 21 6231 0110", "tel:+862162310110")
    facts = {"abroad": abroad, "hotline": FACTS["hotline"]}
    found = list(rules.problems([replace(subject(text, source), facts=facts)]))
    assert [problem.wrong for problem in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("See [the bank’s page](https://bank.example/Cards/Lost).", []),
        ("See [the bank’s page](https://Bank.example/Cards/Lost).", []),
        ("See bank.example/Cards/Lost first.", ["by-hand"]),
        ("See bank.example/cards/lost first.", ["by-hand"]),
    ],
)
def test_a_link_to_a_facts_very_address_is_meant_whatever_capitals_it_has(text, told):
    lost = Fact("lost", "bank.example/Cards/Lost", "https://bank.example/Cards/Lost")
    assert rules_of(replace(subject(text, into="en"), facts={"lost": lost})) == told


@pytest.mark.parametrize("text", ["They call from `400-820-8820`.", "Pay 5,000 yuan in 2022."])
def test_numbers_that_nobody_is_to_dial_are_not(text):
    assert rules_of(subject(text, into="en")) == []


def test_traditional_chinese_has_its_own_quotation_marks():
    assert rules_of(subject("他說「好」。", into="zh-Hant")) == []
    assert rules_of(subject("他說“好”。", into="zh-Hant")) == ["chinese"]


@pytest.mark.parametrize(
    "text",
    [
        "Don’t call. It’s the scammers’ number (or so they say).",
        "He said that that was all he had had.",
        "Call {hotline}, or see https://example.org/a_(b).",
        "The account for Baitiao ({baitiao}) is closed.",
        "They say “yes,” and hang up.",
    ],
)
def test_right_english_passes(text):
    assert rules_of(subject(text, into="en")) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Call 白条 now.", "english"),
        ("Hang up，then call.", "english"),
        ("The “refund is a loan.", "english"),
        ("(or so they say", "english"),
        ("Hang up the the phone.", "english-style"),
        ("Hang up , then call.", "english-style"),
        ("Hang up.  Then call.", "english-style"),
    ],
)
def test_careless_english_is_found(text, rule):
    assert rules_of(subject(text, into="en")) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "The fraud routine is old.",
        "Illegal elements call you.",
        "Your white strip has a problem.",
        "Logging out the account",
        "Centennial Action",
        "Jingdong calls.",
        "The Illegiter calls.",
    ],
)
def test_the_machines_words_are_refused_in_the_source_too(text):
    assert "terms" in rules_of(subject(text, into="en"))


def test_a_term_is_asked_for_in_the_translation_and_found_in_a_fact():
    assert rules_of(subject("您的账单有问题。", "Your Baitiao has a problem.")) == ["terms"]
    assert "terms" not in rules_of(subject("您的白条有问题。", "Your Baitiao has a problem."))
    with_fact = subject("您的{baitiao}有问题。", "Your Baitiao ({baitiao}) has a problem.")
    assert rules_of(with_fact) == []


def test_a_word_inside_another_is_not_a_term():
    assert rules_of(subject("Work permitting, close the vicious loop.", into="en")) == []


@pytest.mark.parametrize("source", ["QQ", "96110", "{hotline}", "Alipay", "%(issuer)s, %(date)s"])
def test_names_and_numbers_may_stay_as_they_are(source):
    found = rules_of(subject(source, source, template="%" in source))
    assert "same" not in found


def test_a_waiver_with_a_reason_is_kept():
    entry = Entry(
        "Hang up now", ("Hang up now",), flags=("ignore-same",), comments=("Both say so.",)
    )
    assert rules_of(subject("Hang up now", "Hang up now", entry=entry)) == []


@pytest.mark.parametrize("reason", [".", "ok", "x y", "- - -", "品牌名", "1234 5678"])
def test_a_waiver_needs_two_words_or_four_chinese_characters(reason):
    entry = Entry("Hang up now", ("Hang up now",), flags=("ignore-same",), comments=(reason,))
    assert "waiver" in rules_of(subject("Hang up now", "Hang up now", entry=entry))


@pytest.mark.parametrize("reason", ["A title. Brand name", "品牌名称", "“品牌”的名称"])
def test_a_waiver_with_enough_of_a_reason_is_kept(reason):
    entry = Entry("Hang up now", ("Hang up now",), flags=("ignore-same",), comments=(reason,))
    assert rules_of(subject("Hang up now", "Hang up now", entry=entry)) == []


def test_a_waiver_without_a_reason_is_refused():
    entry = Entry("Hang up now", ("Hang up now",), flags=("ignore-same",))
    assert "waiver" in rules_of(subject("Hang up now", "Hang up now", entry=entry))


@pytest.mark.parametrize(
    ("rule", "source", "text"),
    [
        ("shape", "Call **now**", "立即拨打"),
        ("format", "Poster: %(title)s", "海报"),
        ("characters", "Hang up.", "挂断\u200b电话。"),
        ("links", "[it](https://a.example/) {bank}", "[{bank}](https://a.example/)"),
        ("size", "Hang up.", "挂断电话。" * 1000),
        ("unfilled", "Hang up.", "✎挂断电话。"),
    ],
)
def test_some_rules_are_never_waived(rule, source, text):
    entry = Entry(
        source, (text,), flags=(f"ignore-{rule}",), comments=("Because both say the same.",)
    )
    found = rules_of(subject(text, source, template="%" in source, entry=entry))
    assert "waiver" in found
    assert rule in found


@pytest.mark.parametrize(
    ("start", "tag", "rule"),
    [
        ("", "en-GB", "terms"),
        ('from = "en"', "en", "terms"),
        ('from = "en"', "en-GB", "terms"),
        ('from = ["de", "en"]', "en-GB", "terms"),
        ('from = "de"', "en", None),
        ("from = []", "en", "terms"),
        ("advice = true", "en", "terms-advice"),
        ("advice = false", "en", "terms"),
        ('from = "de"\nadvice = true', "en", None),
    ],
)
def test_a_term_may_go_one_way_only_and_may_only_advise(start, tag, rule):
    """It is asked for from the languages that it names, or from each that it has words in."""
    text = f'[[terms]]\n{start}\nen = "loan"\nde = "Kredit"\nzh-Hans = "贷款"\n'
    terms = glossary(text, Problems())
    made = replace(subject("借钱。", "A loan."), glossary=terms, source_locale=locale(tag))
    assert rules_of(made) == ([rule] if rule else [])


def test_what_a_term_never_is_holds_from_every_language():
    text = '[[terms]]\nfrom = "de"\nen = "loan"\nnever.zh-Hans = ["借贷"]\n'
    terms = glossary(text, Problems())
    made = replace(subject("借贷。", "A loan."), glossary=terms)
    assert rules_of(made) == ["terms"]


def test_every_rule_that_is_never_waived_is_tried_above():
    never = {rule.id for rule in rules.RULES if not rule.waivable}
    assert never == {"shape", "format", "characters", "size", "unfilled", "links"}


@pytest.mark.parametrize(
    ("source", "text", "rule"),
    [
        ("Hang up.", "访问evil&period;com", "characters"),
        ("Hang up.", "挂断&shy;电话。", "characters"),
        ("Hang up.", "挂断&rlm;电话。", "characters"),
        ("Hang up.", "挂断&ZeroWidthSpace;电话。", "characters"),
        ("Hang up.", "挂断&#30005;话。", "characters"),
        *(
            ("Hang up.", f"挂断{char}电话。", "characters")
            for char in (
                *"\u061c\u180e\u034f\u3164\u115f\u1160\uffa0\u2800",
                *"\ufe00\ufe0f\U000e0101\U000e0041",
            )
        ),
        ("Call ☎.", "拨打☎\ufe0f。", "characters"),
        ("Hang up.", "Hang up!", "same"),
        ("Hang up.", "ｈａｎｇ ＵＰ", "same"),
        ("Hang up.", "挂断 please do not call them back", "same"),
        ("Hang up.", "挂断**please** do not call", "same"),
        ("Hang up.", "挂断,&nbsp;电话", "chinese"),
        ("Hang up.", "帐**户**", "terms"),
        ("Hang up.", "帐\u200b户", "terms"),
        ("Call {hotline} or, at night, {police}.", "拨打{police}，夜间拨打{hotline}。", "facts"),
    ],
)
def test_a_hostile_translation_is_found(source, text, rule):
    assert rule in rules_of(subject(text, source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Call ☎\ufe0f {hotline}.", "拨打☎\ufe0f{hotline}。"),
        ("Call ☎\ufe0f {hotline}.", "拨打{hotline}。"),
        ("A &amp; B call.", "甲&amp;乙来电。"),
        ("Open it in the WeChat app.", "请用微信打开，按Ctrl+C。"),
        ("They say “hello my friend”.", "对方说“hello my friend”。"),
        ("Type `please call me back now`.", "输入`please call me back now`。"),
        ("Call {hotline} or {police}.", "拨打{police}或{hotline}。"),
    ],
)
def test_a_right_translation_passes(source, text):
    assert rules_of(subject(text, source)) == []


def test_one_of_two_equal_facts_that_is_lost_is_told():
    source = "Call {hotline} *now*, then {hotline} again."
    assert rules_of(subject("现在*立即*拨打{hotline}。", source)) == ["fewer-facts"]
    assert rules_of(subject("现在*立即*拨打{hotline}，再拨打{hotline}。", source)) == []


@pytest.mark.parametrize(
    "typed",
    [
        "96110",
        "９６１１０",
        "{热线}",
        "{hotline",
        "hotline}",
        "｛hotline",
        "[打]({hotline})",
        "{Hotline}",
    ],
)
def test_a_fact_in_another_form_is_told_once_with_its_name(typed):
    found = list(rules.problems([subject(f"请拨打{typed}。再拨打{{hotline}}。", TWICE)]))
    told = [problem.remedy for problem in found if problem.rule == "facts"]
    assert [remedy for remedy in told if remedy.endswith("{hotline}")] == told
    assert len(told) == 1
    assert {problem.rule for problem in found} <= {"facts", "chinese"}


TWICE = "Call {hotline}. Then call {hotline} again."


@pytest.mark.parametrize("text", ["**挂断。", "挂断。**", "挂*断。", "挂断`。", "[挂断。"])
def test_half_a_mark_is_no_translation(text):
    assert rules_of(subject(text, "Hang up."))


@pytest.mark.parametrize(
    "text", ["%(标题)s", "%（title）s", "％(title)s", "%(title)", "% (title)s", "%(title)s%", "%"]
)
def test_a_value_in_another_form_is_told_once(text):
    found = subject(f"海报：{text}", "Poster: %(title)s", template=True)
    assert set(rules_of(found)) == {"format"}


def test_another_script_is_asked_for_only_where_a_language_has_one():
    left = "si prega di non richiamare mai"
    assert "same" not in rules_of(subject(left, "Do not call back.", into="it"))
    for tag in ("ru", "sr"):
        assert "same" in rules_of(subject("Зовите: please do call us now.", "Call us.", into=tag))
    assert "same" not in rules_of(
        subject("Zovite: please do call us now.", "Call us.", into="sr-Latn")
    )


@pytest.mark.parametrize("text", ["a white **strip**", "a white-strip", "a white\u00a0strip"])
def test_a_term_is_found_however_its_words_are_joined(text):
    assert "terms" in rules_of(subject(text, into="en"))


def test_a_region_has_its_languages_terms_and_a_script_has_not():
    assert "terms" in rules_of(subject("A white strip", into="en-GB"))
    assert "terms" not in rules_of(subject("帐户", "Account.", into="zh-Hant-HK"))


def test_a_letter_that_stands_twice_is_a_doubled_word():
    assert rules_of(subject("Solve for x x now.", into="en")) == ["english-style"]
    assert rules_of(subject("See {hotline} {police}.", into="en")) == []


def test_everything_that_unicode_calls_invisible_is_forbidden():
    table = re.compile(f"[{invisible()}]")
    marks = (chr(code) for code in range(sys.maxunicode + 1) if category(chr(code)) == "Cf")
    assert [f"{ord(char):X}" for char in marks if not table.match(char)] == []
    assert not any(table.match(char) for char in "aé中あ한ا9！ \u00a0\u3000\u0301")


def test_flags_of_other_tools_are_left_alone():
    entry = Entry("Hang up", ("挂断",), flags=("ignore-max-length", "no-wrap"))
    assert rules_of(subject("挂断", "Hang up", entry=entry)) == []


@pytest.mark.parametrize(
    ("source", "text", "part"),
    [
        ("Hang up.", "- 挂断。", "list"),
        ("Hang up.", "1. 挂断。", "list"),
        ("Hang up.", "# 挂断。", "heading"),
        ("Hang up.", "> 挂断。", "quotation"),
        ("Hang up.", "<b>挂断</b>。", "HTML"),
        ("Hang up.", "**挂断**。", "strong"),
        ("*Hang* up.", "挂断。", "lost emphasis"),
        ("See https://a.example/.", "见<https://a.example/>。", "has the link"),
        ("See a.", "见![a](b.png)。", "picture"),
    ],
)
def test_another_shape_is_found(source, text, part):
    found = [p for p in rules.problems([subject(text, source)]) if p.rule == "shape"]
    assert any(part in problem.wrong for problem in found), found


@pytest.mark.parametrize(
    ("source", "text", "part"),
    [
        ("See [a](https://a.example/).", "见a。", "“https://a.example/” of the source is not"),
        ("See [a](https://a.example/).", "见[a](https://b.example/)。", "“https://b.example/”"),
        ("See a.", "见[a](https://b.example/)。", "“https://b.example/” of the translation"),
        ("See a.", "见<https://b.example/>。", "“https://b.example/” of the translation"),
    ],
)
def test_another_link_is_told_once(source, text, part):
    (found,) = rules.problems([subject(text, source)])
    assert part in found.wrong


def test_a_translation_may_use_marks_as_text():
    assert rules_of(subject("先按\\*键，再按\\#键。", "Press \\* and then \\#.")) == []


def test_an_empty_glossary_asks_for_nothing():
    plain = replace(subject("The fraud routine", into="en"), glossary=Glossary())
    assert rules_of(plain) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("请拨打hotline咨询。", "by-hand", "write {hotline} if that is meant"),
        ("被骗3。5万元。", "chinese", "write “3.5”"),
        ("被骗5，000元。", "chinese", "write “5000”"),
        ("先挂断，。再拨打。", "chinese", "keep one of them"),
        ("先挂断。。再拨打。", "chinese", "write it once"),
        ("请看[这里。", "chinese", "add “]”"),
    ],
)
def test_slips_in_chinese_are_told_with_what_to_write(text, rule, words):
    found = [problem for problem in rules.problems([subject(text)]) if problem.rule == rule]
    assert [words in problem.remedy for problem in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "以+86、00开头的来电，不要接。",
        "（021）开头的来电，不要接。",
        "1）先挂断；2）再拨打{hotline}。",
        "先拨打{hotline}，{police}也可以。",
        "被骗3.5万元、5,000元，2022年7月25日，3、5日。",
        "对方说`hotline`。",
        "（方法1、2）先挂断（见第2步）。",
        "2022年，{hotline}已接到8个来电。",
        "热线时间9:00—17:00，1月—3月，60—79岁，5—10元。",
        "20:30—次日1:00，17:30—第二天8:00。",
        "写成\\{hotline\\}。",
    ],
)
def test_chinese_with_numbers_and_points_is_no_slip(text):
    assert rules_of(subject(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bring 1) your card, 2) your phone.",
        "Hang up (see step 2), in (1 or 2) days.",
        "Tell the authorities (police) at once.",
        "Call {police} 24 hours a day.",
        "In 2022 {bank} said so.",
    ],
)
def test_points_and_brackets_in_english_are_no_slip(text):
    assert rules_of(subject(text, into="en")) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("One third of them were cheated.", "其中1/3的人被骗。"),
        ("110人打了{police}。", "110 people called {police}."),
        ("不是`96101`，打{hotline}。", "Not `96101`, call {hotline}."),
        ("三思而后行。", "Think twice."),
    ],
)
def test_good_translations_with_numbers_pass(text, source):
    into, back = ("en", ZH) if text.isascii() else ("zh-Hans", EN)
    made = replace(subject(text, source, into=into), source_locale=back)
    assert rules_of(made) == []


def test_a_number_beside_an_amount_is_not_taken_for_a_hotline():
    found = list(rules.problems([subject("付96111元。", "Call {hotline}, pay 96111 yuan.")]))
    assert [problem.remedy for problem in found] == ["write “{hotline}” in the translation too"]


@pytest.mark.parametrize("text", ["Call {hotline}and ask.", "Call{hotline} and ask."])
def test_a_fact_that_runs_into_a_word_is_remarked(text):
    assert rules_of(subject(text, into="en")) == ["english-style"]


def test_a_word_of_a_template_is_left_in_no_other_script():
    assert rules_of(subject("Date", "Date", template=True)) == ["same"]
    assert rules_of(subject("Date", "Date", into="de", template=True)) == []
    assert rules_of(subject("%(a)s, %(b)s", "%(a)s, %(b)s", template=True)) == []


def test_joined_facts_are_no_translation():
    assert rules_of(subject("请拨打{hotline}{hotline}。", "Call {hotline}.")) == ["facts"]


def test_a_chinese_name_in_english_is_told_by_its_fact():
    (found,) = rules.problems([subject("Use 白条 now.", into="en")])
    assert found.remedy == "write {baitiao}"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("被骗几十万元。", "They lose tens of thousands of yuan."),
        ("几万人被骗。", "Thousands of people were cheated."),
        ("五种新套路", "Four new forms"),
    ],
)
def test_a_rough_sum_or_a_count_that_differs_is_remarked(text, source):
    assert rules_of(subject(text, source)) == ["counts"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("被骗几万元。", "They lose tens of thousands of yuan."),
        ("成千上万的人被骗。", "Thousands of people were cheated."),
        ("数百万元没了。", "Millions of yuan were gone."),
    ],
)
def test_a_rough_sum_that_is_the_same_passes(text, source):
    assert rules_of(subject(text, source)) == []


def test_a_problem_names_the_place_of_its_text_and_whether_it_refuses():
    (found,) = rules.problems([subject("挂断。", "Call {hotline} now.")])
    assert (found.path, found.line, found.rule, found.warning) == ("x.po", 7, "facts", False)
    (found,) = rules.problems([subject("Hang up the the phone.", into="en")])
    assert (found.path, found.line, found.rule, found.warning) == ("x.po", 7, "english-style", True)


def test_the_texts_are_judged_one_by_one_in_their_order():
    found = rules_of(
        subject("他说「好」。"), subject("The the phone.", into="en"), subject("好,吧")
    )
    assert found == ["chinese", "english-style", "chinese"]


@pytest.mark.parametrize(
    ("flags", "comments", "told"),
    [
        (
            ("ignore-same",),
            (),
            [
                (
                    "the rule “same” is waived without a reason",
                    "say why in the translator's comment of this message, in two words or more",
                )
            ],
        ),
        (
            ("ignore-facts", "ignore-size"),
            ("Because both say the same.",),
            [
                (
                    "the rule “size” cannot be waived",
                    "take ignore-size out, and mend the translation",
                ),
                (
                    "the rule “facts” is waived, and nobody says who did it",
                    "write it as “ignore-facts: why; your name”",
                ),
            ],
        ),
        (("ignore-same",), ("Both", "languages"), []),
        (("ignore-nothing",), (), []),
        ((), ("Because both say the same.",), []),
    ],
)
def test_a_waiver_that_is_none_is_told_with_what_to_do(flags, comments, told):
    entry = Entry("挂断", ("挂断。",), flags=flags, comments=comments)
    found = rules.problems([subject("挂断。", "Hang up.", entry=entry)])
    assert [(one.wrong, one.remedy) for one in found if one.rule == "waiver"] == told
    assert all((one.path, one.line, one.warning) == ("x.po", 7, False) for one in found)


def test_a_waiver_sets_aside_no_other_rule():
    entry = Entry("x", ("x",), flags=("ignore-chinese",), comments=("A quoted text.",))
    text = "please do not call back, 好,吧 。"
    assert rules_of(subject(text, "Hang up.", entry=entry)) == ["same", "chinese-style"]


def test_a_text_that_is_far_too_long_is_told_by_that_rule_alone():
    assert rules_of(subject("好,吧 。" * 1000, "Hang up.")) == ["size"]


def test_a_plural_that_is_not_the_sources_is_told():
    entry = Entry("%(n)s call", ("%(n)s个来电",), msgid_plural="%(n)s callers")
    one = subject("%(n)s个来电", "%(n)s call", template=True, entry=entry)
    (found,) = rules.problems([replace(one, plural="%(n)s calls")])
    told = (found.rule, found.wrong, found.remedy)
    assert told == ("format", "the entry's plural is not the source's", "run update")
    assert rules_of(replace(one, plural="%(n)s callers")) == []
    (found,) = rules.problems([one])
    assert found.wrong == "the entry's plural is not the source's"


def test_a_plural_may_leave_its_number_to_the_other_form():
    entry = Entry("one call", ("一个来电",), msgid_plural="%(n)s calls")
    one = subject("一个来电", "one call", template=True, entry=entry)
    assert rules_of(replace(one, plural="%(n)s calls")) == []
    with_value = replace(one, text="%(n)s个来电", plural="%(n)s calls")
    assert "format" not in rules_of(with_value)
    assert "format" in rules_of(replace(with_value, text="%(m)s个来电"))


def test_a_term_has_several_words_or_none_in_a_language():
    terms = glossary(
        '[[terms]]\nen = ["refund", "pay back"]\nzh-Hans = ["退款", "退费"]\n'
        '[[terms]]\nen = "gift"\nnever.zh-Hans = ["大礼"]\n',
        Problems(),
    )
    told = [
        (problem.wrong, problem.remedy)
        for text, source in (("返还", "A refund"), ("大礼", "A gift"), ("退费", "They pay back"))
        for problem in rules.problems([replace(subject(text, source), glossary=terms)])
    ]
    assert told == [
        ("“refund” is not translated as the glossary says", "write “退款” or “退费”"),
        ("“大礼” is not to be used", "say it in other words"),
    ]


_JOINED = "ar bn fa gu hi km kn ml mr my ne or pa ps sd si ta te ug ur"
"""Languages whose scripts join letters, or keep them apart, by a character that nobody sees."""


@pytest.mark.parametrize("tag", _JOINED.split())
def test_a_joiner_stays_where_a_script_needs_it(tag):
    assert rules_of(subject("ا\u200cب", into=tag)) == []
    assert rules_of(subject("ا\u200dب", into=tag)) == []
    assert rules_of(subject("ا\u200bب", into=tag)) == ["characters"]


@pytest.mark.parametrize("tag", ["zh-Hans", "ru", "th", "he"])
def test_a_joiner_is_a_hidden_character_elsewhere(tag):
    assert rules_of(subject("ا\u200cب", into=tag)) == ["characters"]


def test_a_number_that_is_nearly_several_facts_is_told_once():
    numbers = [(f"desk_{n}", f"02155550{n}") for n in (141, 142)]
    facts = {name: Fact(name, number, f"tel:{number}") for name, number in numbers}
    office = replace(subject("请拨打02155550143。", into="zh-Hans"), facts=facts)
    found = [one.wrong for one in rules.problems([office])]
    assert found == ["02155550143 is nearly {desk_141}, which is 02155550141"]
