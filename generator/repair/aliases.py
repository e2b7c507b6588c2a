"""The keys of front matter, and what Chinese writers take for them."""

from __future__ import annotations

KEYS = {
    "标题": "title",
    "摘要": "summary",
    "日期": "date",
    "发布日期": "date",
    "更新日期": "updated",
    "更新": "updated",
    "专项行动": "campaign",
    "行动": "campaign",
    "发布账号": "publisher",
    "语言": "source_locale",
    "发布单位": "issuer",
    "海报": "poster",
    "原文语言": "source_locale",
}
"""What Chinese writers take for keys."""
