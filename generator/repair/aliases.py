"""List what Chinese writers and translators take for keys, with the right ones."""

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
    "大标题": "headline",
    "海报标题": "headline",
    "结论": "verdict",
    "定性": "verdict",
    "短文": "short",
    "短句": "short",
    "对话": "chat",
    "聊天": "chat",
    "图标": "icon",
    "原文语言": "source_locale",
}
"""Keys of front matter."""
SETTINGS = {
    "标题": "title",
    "副标题": "tagline",
    "发布单位": "issuer",
    "网站地址": "base_url",
    "语言": "locales",
    "原文语言": "source_locale",
    "固定信息": "fact",
    "名称": "label",
    "标签": "label",
    "说明": "note",
    "备注": "note",
    "服务时间": "hours",
    "地区": "region",
    "徽标": "emblem",
    "颜色": "colour",
    "图标": "icons",
    "中文": "zh-Hans",
    "英文": "en",
    "禁用": "never",
}
"""Keys of site.toml and the glossary."""
GROUPS = {
    "固定信息": "facts",
    "联系方式": "contacts",
    "联系人": "contacts",
    "海报": "posters",
    "外观": "look",
    "术语": "terms",
}
"""Groups of site.toml and the glossary."""
PARTS = {
    "电话": "tel",
    "号码": "tel",
    "网址": "url",
    "邮箱": "email",
    "文字": "text",
    "分机": "ext",
}
"""Parts of a fact in site.toml."""
KEYWORDS = {"译文": "msgstr", "翻译": "msgstr", "原文": "msgid"}
"""Keywords of PO files."""
