"""Notices made after forms in use, as Word files and as plain text, with what each says.

All names, places and numbers are made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.exchange.docx import box, columns, document, link, note, p, picture, r, table


@dataclass(frozen=True)
class Form:
    """A notice as it arrives, and what has to be found in it."""

    name: str
    data: bytes
    title: str
    kind: str = "scam"
    date: str = ""
    issuer: str = ""
    scams: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    """How the lines that scammers say begin, scam by scam."""
    body: tuple[str, ...] = ()
    """What the notice's own text has."""
    left: tuple[str, ...] = ()
    """What has no place in a notice."""


WORD = (
    Form(
        "red-head.docx",
        document(
            p(r("示例市公安局示例分局", size=52), jc="center"),
            p("示公反诈〔2026〕17号", jc="center"),
            p(r("关于防范冒充“京东客服”诈骗的通告", bold=True, size=44), jc="center"),
            p("广大居民朋友："),
            p("　　近期，我区发生多起冒充电商平台客服的诈骗案件。现将有关情况通告如下。"),
            p("一、常见骗术"),
            p("（一）注销“白条”账户"),
            p("“您好，我是京东客服，您的白条账户利率过高，需要配合注销，否则会影响征信。”"),
            p("骗子以注销账户为由，要求受害人下载会议软件、共享屏幕，再一步步指挥其转账。"),
            p("（二）快递丢失理赔"),
            p("“您的快件丢了，我们双倍赔付，请加我的企业微信办理。”"),
            p("骗子以理赔为名，诱导受害人开通贷款并把钱转到所谓“安全账户”。"),
            p("二、防范提示"),
            p("1．凡是要求共享屏幕的，都是诈骗。"),
            p("2．退款原路返回，不需要另行转账。"),
            p("3．如已被骗，请立即拨打110报警；有疑问可咨询96110。"),
            p("特此通告。"),
            p("示例市公安局示例分局", jc="right"),
            p("2026年11月18日", jc="right"),
            footer=p(r("— 1 —")),
        ),
        "关于防范冒充“京东客服”诈骗的通告",
        date="2026-11-18",
        issuer="示例市公安局示例分局",
        scams=("注销“白条”账户", "快递丢失理赔"),
        heard=("您好，我是京东客服", "您的快件丢了"),
        reminders=(
            "凡是要求共享屏幕的，都是诈骗",
            "退款原路返回，不需要另行转账",
            "如已被骗，请立即拨打{police}报警",
        ),
        body=("近期，我区发生多起",),
        left=("示公反诈〔2026〕17号", "— 1 —"),
    ),
    Form(
        "water.docx",
        document(
            p(r("停 水 通 知", bold=True, size=44), jc="center"),
            p("尊敬的业主："),
            p("因小区外供水主管道抢修，届时将暂停供水，请提前储水。具体安排如下："),
            table(
                ("楼栋", "停水时间", "取水点"),
                ("1—6号楼", "12月5日8:30—12:00", "东门岗亭"),
                ("7—12号楼", "12月5日13:00—17:00", "社区广场"),
            ),
            p("给您带来不便，敬请谅解。联系电话：12345。"),
            p("示例花园物业服务中心", jc="right"),
            p("2026年12月2日", jc="right"),
        ),
        "停水通知",
        kind="service",
        date="2026-12-02",
        issuer="示例花园物业服务中心",
        body=("| 楼栋 | 停水时间 | 取水点 |", "供水主管道抢修", "联系电话：{city_line}。"),
    ),
    Form(
        "headings.docx",
        document(
            p("警惕！刷单返利诈骗的三个步骤", style="1"),
            p("来源：示例发布　作者：示例区反诈中心　时间：2026-10-09"),
            p("寒假将至，想找兼职的同学请注意，这三步都是坑。"),
            p("第一步：小额返利", style="2"),
            p("【骗子话术】"),
            p("只要点赞关注，每单返5元，当场到账，先做三单试试？"),
            p("【诈骗套路】"),
            p("先让你尝到甜头，几十元返现会真的到账。"),
            p("第二步：诱导下载App", style="2"),
            p("【骗子话术】"),
            p("做大单要下载我们的App，佣金更高。"),
            p("【诈骗套路】"),
            p("App里的余额只是骗子填的数字。"),
            p("第三步：拒绝提现", style="2"),
            p("【骗子话术】"),
            p("您的操作有误，账户被冻结，再充三万元才能解冻。"),
            p("【诈骗套路】"),
            p("以各种理由让人继续充值，直到把人榨干。"),
            p("反诈提醒", style="2"),
            p("凡是先垫资的兼职都是诈骗", num=(2, 0)),
            p("不点陌生链接，不下载来路不明的App", num=(2, 0)),
            p("保留证据，尽快报警", num=(2, 0)),
        ),
        "警惕！刷单返利诈骗的三个步骤",
        date="2026-10-09",
        scams=("小额返利", "诱导下载App", "拒绝提现"),
        heard=("只要点赞关注", "做大单要下载", "您的操作有误"),
        reminders=(
            "凡是先垫资的兼职都是诈骗",
            "不点陌生链接，不下载来路不明的App",
            "保留证据，尽快报警",
        ),
        body=("寒假将至",),
    ),
    Form(
        "boxes.docx",
        document(
            p(
                box(p(r("当心“免费领鸡蛋”养老骗局", bold=True, size=72))),
                box(p("社区民警提醒您")),
            ),
            p("骗子在小区门口摆摊，专挑老人下手。"),
            p(picture("老人在摊位前排队领鸡蛋")),
            p("“阿姨，扫个码就送一板鸡蛋，明天还送！”"),
            p("先用小礼品骗取信任和手机号，再拉进群推销“高息养老项目”。"),
            p("记住：", style="a"),
            p("天上不会掉鸡蛋", num=(3, 0)),
            p("高息理财就是陷阱", num=(3, 0)),
            p("拿不准，先问子女", num=(3, 0)),
            p(box(p("反诈专线"), p("96110"), old=False)),
        ),
        "当心“免费领鸡蛋”养老骗局",
        scams=("当心“免费领鸡蛋”养老骗局",),
        heard=("阿姨，扫个码就送",),
        reminders=("天上不会掉鸡蛋", "高息理财就是陷阱", "拿不准，先问子女"),
        body=("骗子在小区门口摆摊",),
        left=("反诈专线", "96110", "老人在摊位前排队领鸡蛋"),
    ),
    Form(
        "columns.docx",
        document(
            p(r("居民防诈骗手册（节选）", bold=True), jc="center"),
            p(r("骗术一　冒充领导", bold=True)),
            p("“小王，我在开会，先帮我给客户转二十万，回头补手续。”"),
            p("骗子盗用领导头像和昵称加好友，催促转账。"),
            p(r("骗术二　冒充孙辈", bold=True)),
            p("“奶奶，我把同学打伤了，要赔钱，千万别告诉我爸妈。”"),
            p("骗子利用老人心疼孩子的心理，派人上门取现金。", "<w:r><w:br w:type='column'/></w:r>"),
            p(r("骗术三　虚假征信", bold=True)),
            p("“您的学生账户没有注销，会影响征信。”"),
            p("个人征信由中国人民银行统一管理，谁也无权修改。"),
            p(r("防范要点", bold=True)),
            p("●转账前，先打电话核实"),
            p("●现金不交给陌生人"),
            p("●征信问题，到银行网点查询"),
            p(picture("扫码关注我们"), "扫码看全文"),
            columns(2),
            header=p("示例街道办事处宣传材料"),
            footer=p("印制：2026年9月"),
        ),
        "居民防诈骗手册（节选）",
        scams=("冒充领导", "冒充孙辈", "虚假征信"),
        heard=("小王，我在开会", "奶奶，我把同学打伤了", "您的学生账户没有注销"),
        reminders=("转账前，先打电话核实", "现金不交给陌生人", "征信问题，到银行网点查询"),
        left=("示例街道办事处宣传材料", "印制：2026年9月", "扫码关注我们"),
    ),
    Form(
        "numbered.docx",
        document(
            p(r("示例社区居民委员会", bold=True), jc="center"),
            p(r("关于电梯更换期间出行安排的通知", bold=True), jc="center"),
            p("各位居民："),
            p("经业主大会表决，本小区3号楼电梯将更换。", note(1), "有关安排如下："),
            p("施工时间", num=(1, 0)),
            p("2026年12月8日至12月28日，每天8:00—18:00。"),
            p("通行办法", num=(1, 0)),
            p("请走东侧楼梯。行动不便的居民，可预约志愿者协助：", r("96110", bold=True), "。"),
            p("注意事项", num=(1, 0)),
            p("施工区域请勿靠近", num=(3, 0)),
            p("请看护好老人和孩子", num=(3, 0)),
            p("示例社区居民委员会"),
            p("二〇二六年十一月三十日"),
            notes={1: "表决结果见小区公告栏。"},
            header=p("公开"),
        ),
        "关于电梯更换期间出行安排的通知",
        kind="service",
        date="2026-11-30",
        issuer="示例社区居民委员会",
        body=("#### 施工时间", "#### 通行办法", "{hotline}"),
        left=("表决结果见小区公告栏。", "公开"),
    ),
    Form(
        "one-table.docx",
        document(
            table(
                ("标题", "示例路临时封闭通知"),
                ("发布单位", "示例市公安局交通警察支队"),
                ("发布日期", "2026年11月25日"),
                ("地点", "示例路（一号桥至二号桥）"),
                ("时间", "2026年12月1日22:00至12月2日5:00"),
                ("内容", p("桥梁检测，机动车绕行示例大道。") + p("行人和非机动车不受影响。")),
            ),
        ),
        "示例路临时封闭通知",
        kind="service",
        date="2026-11-25",
        issuer="示例市公安局交通警察支队",
        body=("桥梁检测", "行人和非机动车不受影响", "2026年12月1日22:00至12月2日5:00"),
    ),
    Form(
        "english.docx",
        document(
            p("Beware of fake parcel calls", style="Title"),
            p("Issued by: Example Ward Police, 3 December 2026"),
            p("Scammers are calling people in our ward about parcels that do not exist."),
            p("How it works", style="2"),
            p(
                "“Your parcel contains illegal goods. Stay on the line, I will connect you to the "
                "police.”"
            ),
            p("The caller passes you to a false officer, who asks for a deposit."),
            p("What you should do", style="2"),
            p("Hang up. The police never ask for money by phone.", num=(3, 0)),
            p("Call 96110 if you are not sure.", num=(3, 0)),
            p("Tell your neighbours.", num=(3, 0)),
            p("More on ", link("our page", 0), "."),
            links=("https://ward.example/parcels",),
        ),
        "Beware of fake parcel calls",
        date="2026-12-03",
        issuer="Example Ward Police",
        scams=("Beware of fake parcel calls",),
        heard=("Your parcel contains illegal goods.",),
        reminders=("Hang up", "Call {hotline} if you are not sure", "Tell your neighbours"),
        body=("Scammers are calling people",),
        left=("https://ward.example/parcels",),
    ),
    Form(
        "reviewed.docx",
        document(
            p(r("关于天然气安全检查的通知", bold=True), jc="center"),
            p(
                "我公司将于",
                "<w:del w:id='1'><w:r><w:delText>12月7日</w:delText></w:r></w:del>",
                f"<w:ins w:id='2'>{r('12月9日')}</w:ins>",
                "上门检查",
                "<w:r><w:commentReference w:id='5'/></w:r>",
                "，请家中留人。",
            ),
            "<w:sdt><w:sdtPr/><w:sdtContent>"
            + p("检查人员佩戴工作证，不收任何费用。")
            + "</w:sdtContent></w:sdt>",
            p("凡上门推销灶具、软管的，都不是我公司人员。"),
            p("查询网址：", link("www.gas.example", 0)),
            p("示例燃气有限公司"),
            p("2026.12.1"),
            comments={5: "日期改过了，请核对"},
            links=("https://www.gas.example/",),
        ),
        "关于天然气安全检查的通知",
        kind="service",
        date="2026-12-01",
        issuer="示例燃气有限公司",
        body=("我公司将于12月9日上门检查，请家中留人。", "检查人员佩戴工作证"),
        left=("日期改过了，请核对",),
    ),
    Form(
        "wps.docx",
        document(
            p(r("【反诈预警】冒充“公检法”诈骗又来了！\n示例市反诈中心 2026-11-20", bold=True)),
            p("最近有居民接到自称“民警”的电话。\n　　请大家看清他们的话术："),
            p("话术1：“你涉嫌洗钱，这是逮捕令。”\n套路：发来伪造的逮捕令，让人害怕。"),
            p("话术2：“把钱转到安全账户，查清后退还。”\n套路：所谓安全账户，就是骗子的账户。"),
            p("警方提示：\n1、公检法机关没有安全账户！\n2、公检法机关不会在网上出示逮捕令！"),
            p(box(p("转账前，打110问一问"), old=False)),
            more={
                "word/diagrams/data1.xml": '<dgm:dataModel xmlns:dgm="urn:dgm" xmlns:a="http://'
                'schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>接电话</a:t></a:r>'
                "</a:p><a:p><a:r><a:t>要转账</a:t></a:r></a:p></dgm:dataModel>"
            },
        ),
        "【反诈预警】冒充“公检法”诈骗又来了！",
        date="2026-11-20",
        issuer="示例市反诈中心",
        scams=("话术1", "话术2"),
        heard=("你涉嫌洗钱", "把钱转到安全账户"),
        reminders=("公检法机关没有安全账户", "公检法机关不会在网上出示逮捕令"),
        body=("最近有居民接到自称“民警”的电话。",),
        left=("转账前，打110问一问", "接电话", "要转账"),
    ),
)

TEXT = (
    Form(
        "article.txt",
        """【全民反诈】“AI换脸”骗局来了，眼见不一定为实！

作者：示例网警 时间：2026.11.12

视频里的人

真的是你的朋友吗

随着技术的发展

骗子学会了换脸

请大家擦亮眼睛

好友视频借钱

“兄弟，我保证金还差三十万，先借我周转一下，视频你也看到我本人了吧？”

【诈骗手法】

骗子先盗取微信号，再用换脸软件和受害人视频几秒钟，骗取信任后马上挂断，改用文字要求转账。

领导视频开会

“参会的都是公司高管，这笔款子要保密，马上转。”

【诈骗手法】

骗子用公开的会议录像合成多人视频，让财务人员误以为领导在场。

反诈中心提醒

● 多问一句

视频借钱，一定要打电话核实，问几个只有你们知道的问题。

● 保护好人脸信息

不要随意上传正脸照片，不要录制“眨眼、张嘴”的视频给陌生人。

● 及时止损

发现被骗，马上拨打110，保留转账记录。

-END-
""".encode(),
        "【全民反诈】“AI换脸”骗局来了，眼见不一定为实！",
        date="2026-11-12",
        scams=("好友视频借钱", "领导视频开会"),
        heard=("兄弟，我保证金", "参会的都是公司高管"),
        reminders=("多问一句", "保护好人脸信息", "及时止损"),
        body=("视频里的人", "请大家擦亮眼睛"),
        left=("-END-",),
    ),
    Form(
        "gbk.txt",
        """关于暂停供电的通知\r
\r
各位居民：\r
    因线路检修，以下区域将暂停供电，请做好准备。\r
时间：2026年12月10日 8:00—16:00\r
范围：示例路1弄至15弄\r
\r
    一、请提前给手机和充电宝充好电。\r
    二、请关闭空调、电热水器等大功率电器。\r
    三、电梯停运，请走楼梯。\r
\r
咨询电话：12345\r
                         示例供电公司\r
                         2026年12月4日\r
""".encode("gb18030"),
        "关于暂停供电的通知",
        kind="service",
        date="2026-12-04",
        issuer="示例供电公司",
        body=("因线路检修", "请关闭空调", "{city_line}"),
    ),
    Form(
        "group.txt",
        """⚠️紧急提醒⚠️ 小区里有人上门推销“免费检测水质”，是骗局！
他们会说：“自来水超标了，喝了要得病的。”然后当场做“电解实验”，推销几千元的净水机。
1️⃣别开门
2️⃣别扫码
3️⃣打96110问清楚
——示例苑业委会 11月28日
""".encode(),
        "⚠️紧急提醒⚠️ 小区里有人上门推销“免费检测水质”，是骗局！",
        issuer="示例苑业委会",
        scams=("⚠️紧急提醒⚠️ 小区里有人上门推销“免费检测水质”，是骗局！",),
        heard=("自来水超标了",),
        reminders=("别开门", "别扫码", "打{hotline}问清楚"),
        left=("11月28日", "他们会说"),
    ),
    Form(
        "wrapped.txt",
        b"""FRAUD WARNING: FAKE RENTAL ADS

Issued by: Example City Housing Desk
Date: November 5, 2026

A number of tenants have paid deposits for flats that do not exist. The
advertisements copy photos of real homes and ask for money before a
viewing.

1. THE DEPOSIT BEFORE THE VIEWING

"There are ten other people who want it. Send the deposit today and the
key is yours."

The advertiser says he is abroad and will post the key once the money has
arrived. It never comes.

2. THE COPIED LANDLORD

"I am the owner, here is a photo of my passport."

The passport belongs to an earlier victim.

HOW TO PROTECT YOURSELF

* Never pay before you have seen the flat.
* Meet the landlord in person, and check the name on the deed.
* Report false ads to 110.
""",
        "FRAUD WARNING: FAKE RENTAL ADS",
        date="2026-11-05",
        issuer="Example City Housing Desk",
        scams=("THE DEPOSIT BEFORE THE VIEWING", "THE COPIED LANDLORD"),
        heard=("There are ten other people", "I am the owner"),
        reminders=(
            "Never pay before you have seen the flat",
            "Meet the landlord in person",
            "Report false ads to {police}",
        ),
        body=(
            "A number of tenants have paid deposits for flats that do not exist. The "
            "advertisements copy photos",
        ),
    ),
    Form(
        "numbered.txt",
        """示例镇人民政府关于防范养老诈骗的一封信

尊敬的老年朋友：

您好！近年来，针对老年人的诈骗花样翻新。为了守护您的养老钱，我们整理了常见的几种骗局。

一、“以房养老”骗局

“您把房子抵押出去，每月领养老金，房子照住。”骗子诱导老人抵押房产，钱一到手就失踪。

二、“神药”骗局

“这个药专治高血压，停了医院的药也没事。”骗子请来“专家”开讲座，把普通食品当药卖。

三、“收藏品”骗局

“这套纪念币过两年翻十倍，到时候我们回购。”到了约定的日子，公司早已人去楼空。

温馨提示：

（1）不贪小便宜，不信高回报。

（2）有病去正规医院。

（3）大额支出，先和子女商量。

                              示例镇人民政府
                              2026年3月15日
""".encode(),
        "示例镇人民政府关于防范养老诈骗的一封信",
        date="2026-03-15",
        issuer="示例镇人民政府",
        scams=("“以房养老”骗局", "“神药”骗局", "“收藏品”骗局"),
        heard=("您把房子抵押出去", "这个药专治高血压", "这套纪念币过两年"),
        reminders=("不贪小便宜，不信高回报", "有病去正规医院", "大额支出，先和子女商量"),
        body=("近年来，针对老年人的诈骗花样翻新",),
    ),
    Form(
        "utf-16.txt",
        """垃圾分类投放时间调整通告
发布单位：示例街道城运中心
发布时间：2026年11月1日

自12月1日起，垃圾投放时间调整如下：
地点\t上午\t下午
东门\t7:00-9:00\t18:00-20:00
西门\t7:00-9:00\t17:30-19:30

误时投放点在垃圾房旁，24小时开放。
""".encode("utf-16"),
        "垃圾分类投放时间调整通告",
        kind="service",
        date="2026-11-01",
        issuer="示例街道城运中心",
        body=("自12月1日起", "东门", "误时投放点"),
    ),
    Form(
        "dashes.txt",
        """警惕网购“退一赔三”骗局

== 骗子怎么说 ==
“你买的奶粉查出问题，商家退一赔三，请点开链接登记银行卡。”

== 骗子怎么做 ==
- 先报出你的姓名、订单号，让你放下戒心
- 再发来钓鱼链接，套取卡号和验证码
- 最后把卡里的钱转走

== 怎么防 ==
- 退款只在购物App里办理
- 验证码谁也不能给
- 不要点短信里的链接

示例区消费者权益保护委员会
2026年6月18日
""".encode(),
        "警惕网购“退一赔三”骗局",
        date="2026-06-18",
        issuer="示例区消费者权益保护委员会",
        scams=("警惕网购“退一赔三”骗局",),
        heard=("你买的奶粉查出问题",),
        reminders=("退款只在购物App里办理", "验证码谁也不能给", "不要点短信里的链接"),
    ),
    Form(
        "cases.txt",
        """典型案例通报：虚假投资理财诈骗

示例市公安局刑侦支队 2026年8月8日

案例一：假平台“内部消息”

8月1日，居民张某被拉入炒股群。群里的“老师”说：“跟着我操作，稳赚不赔。”张某先后投入46万元，提现时发现平台已关闭。

案例二：假“数字货币”

8月3日，居民李某在短视频里看到广告，对方称：“名额有限，今天入金送百分之二十。”李某投入8万元后被拉黑。

警方提醒：

1. 凡是“稳赚不赔”的投资都是诈骗；
2. 投资请到持牌机构；
3. 被骗后请第一时间拨打110或96110。
""".encode(),
        "典型案例通报：虚假投资理财诈骗",
        date="2026-08-08",
        issuer="示例市公安局刑侦支队",
        scams=("假平台“内部消息”", "假“数字货币”"),
        reminders=(
            "凡是“稳赚不赔”的投资都是诈骗",
            "投资请到持牌机构",
            "被骗后请第一时间拨打{police}或{hotline}",
        ),
    ),
    Form(
        "questions.txt",
        """冬季防火安全问答

问：充电宝可以带上床充吗？
答：不可以。被褥不散热，容易起火。

问：楼道里能停电瓶车吗？
答：不能。楼道是逃生通道，禁止停放和充电。

问：发现火情怎么办？
答：先逃生，再拨打119。

示例消防救援站 宣
""".encode(),
        "冬季防火安全问答",
        kind="service",
        body=("充电宝可以带上床充吗", "禁止停放和充电", "先逃生，再拨打119。"),
    ),
    Form(
        "english.txt",
        b"""Storm warning for the harbour district

To: all residents and shop owners
Issued: 2026-11-29 17:00, Harbour District Office

A storm will reach us on Monday, November 30, in the afternoon.

What to do:
 - Stay indoors from 14:00.
 - Take in flower pots and signs.
 - Do not go to the pier.

Shelters
    School gym      12 Quay Street     open from 12:00
    Town hall       1 Market Square    open from 13:00

If someone is in danger, call 110.
""",
        "Storm warning for the harbour district",
        kind="service",
        date="2026-11-29 17:00",
        issuer="Harbour District Office",
        reminders=(),
        body=("A storm will reach us on Monday", "School gym", "{police}"),
    ),
)
