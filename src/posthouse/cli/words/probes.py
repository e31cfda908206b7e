"""Sentences of an audit's probes: what was looked at, what was found, what it is about."""

from __future__ import annotations

from collections.abc import Mapping

PROBES: Mapping[str, tuple[str, str]] = {
    "audit.probe.tokens": ("token counts", "词元计数"),
    "audit.probe.traces": ("marks of vendors", "厂商痕迹"),
    "audit.probe.length": ("limit of length", "长度上限"),
    "audit.probe.stop": ("stop text", "停止文本"),
    "audit.probe.sampling": ("warmth", "升温采样"),
    "audit.probe.cold": ("temperature 0", "温度 0"),
    "audit.probe.seeds": ("seed", "随机种子"),
    "audit.probe.choice": ("required tool", "强制工具"),
    "audit.probe.shapes": ("strict shape", "严格结构"),
    "audit.probe.filters": ("words that are filtered", "被过滤的词"),
    "audit.probe.streams": ("stream", "流式"),
    "audit.probe.tools": ("tool calls", "工具调用"),
    "audit.probe.context": ("long text", "长文本"),
    "audit.probe.logprobs": ("log-probabilities", "对数概率"),
    "audit.probe.prompt": ("system text", "系统文本"),
    "audit.probe.errors": ("errors", "错误信息"),
    "audit.probe.transport": ("transport", "传输"),
    "audit.probe.sequences": ("rows of numbers", "数列"),
    "audit.probe.capability": ("ability", "能力"),
    "audit.probe.effort": ("effort", "推理强度"),
    "audit.probe.replay": ("seals of thoughts", "推理签名"),
    "audit.probe.accounts": ("other accounts", "其他账户"),
    "audit.probe.bill": ("bill", "账单"),
    "audit.word.sound": ("as expected", "符合预期"),
    "audit.word.differs": ("inconsistent with the reference", "与参照不一致"),
    "audit.word.noted": ("worth a look", "值得留意"),
    "audit.word.untested": ("not tested", "未能检验"),
    "audit.what.bill-not-told": (
        "no token counts, or no reference of them",
        "没有词元计数，或没有其参照",
    ),
    "audit.what.bill-more": (
        "more output is told than the trusted channel counts for such answers",
        "所报输出词元多于可信渠道对同类回答的计数",
    ),
    "audit.what.replay-none": (
        "no thoughts, or without a seal",
        "没有推理内容，或没有签名",
    ),
    "audit.what.replay-control": (
        "the trusted endpoint does not tell its own from spoiled ones",
        "可信端点未能区分自己的签名与被改动的签名",
    ),
    "audit.what.replay-account": (
        "sealed for another account: nothing can be said",
        "签名属于其他账户，无法判断",
    ),
    "audit.what.replay-refused": (
        "the vendor's endpoint refuses these seals, and takes its own",
        "厂商端点拒绝这些签名，而接受自己的签名",
    ),
    "audit.what.accounts-no-answer": ("no answer", "没有回答"),
    "audit.what.accounts-cached": (
        "a text that only another account sent is told to be read from a cache",
        "仅由另一账户发送过的文本被报为缓存命中",
    ),
    "audit.what.accounts-quicker": (
        "a text that another account sent is always answered faster than a new one",
        "另一账户发送过的文本总比新文本回答更快",
    ),
    "audit.what.effort-broken": (
        "high effort takes no more tokens than low",
        "高强度推理所用词元并不多于低强度",
    ),
    "audit.what.capability-less": (
        "fewer small tasks are solved than the trusted channel solves",
        "解出的小题少于可信渠道",
    ),
    "audit.what.sequences-other": (
        "rows of random numbers are made in another way",
        "随机数列的生成方式不同",
    ),
    "audit.what.transport-no-answer": ("no answer", "没有回答"),
    "audit.what.transport-refused": (
        "no TLS connection that can be trusted",
        "无法建立可信的 TLS 连接",
    ),
    "audit.what.transport-plain": ("not encrypted", "未加密"),
    "audit.what.transport-old": ("an old version of TLS", "TLS 版本过旧"),
    "audit.what.transport-redirect": (
        "a request with a key is sent on elsewhere",
        "带密钥的请求被重定向到别处",
    ),
    "audit.what.transport-open": (
        "pages of any origin may read answers with the user's credentials",
        "任何来源的网页都可凭用户凭据读取回答",
    ),
    "audit.what.transport-ends": (
        "the certificate ends within a week",
        "证书将在一周内到期",
    ),
    "audit.what.transport-banner": (
        "the server tells its version",
        "服务器暴露了版本号",
    ),
    "audit.what.tokens-not-told": (
        "no token counts, or no reference of them",
        "没有词元计数，或没有其参照",
    ),
    "audit.what.tokens-slope": (
        "more or fewer tokens are counted for the same text",
        "同样的文本计出的词元数不同",
    ),
    "audit.what.tokens-tokenizer": (
        "each kind of text is counted by another factor: another tokenizer",
        "不同种类文本的计数比例各异：分词器不同",
    ),
    "audit.what.tokens-before": (
        "tokens of a text that was put before ours are counted",
        "计入了加在我们文本之前的内容",
    ),
    "audit.what.tokens-fewer": (
        "fewer tokens are counted than a request has",
        "计出的词元少于请求本身",
    ),
    "audit.what.traces-no-answer": ("no answer, or no reference", "没有回答或没有参照"),
    "audit.what.traces-one-id": (
        "different answers bear one id",
        "不同的回答带有同一编号",
    ),
    "audit.what.traces-other": (
        "marks that the trusted channel's answers do not have",
        "带有可信渠道回答所没有的痕迹",
    ),
    "audit.what.trials-weak": (
        "the trusted channel does not do so either, or was not asked",
        "可信渠道同样做不到，或未曾向其提问",
    ),
    "audit.what.trials-mute": (
        "too few answers that show it",
        "能说明问题的回答太少",
    ),
    "audit.what.length-broken": (
        "the answers are longer than the limit",
        "回答超过了长度上限",
    ),
    "audit.what.stop-broken": ("the stop text is ignored", "停止文本被忽略"),
    "audit.what.cold-broken": (
        "one question at temperature 0 gets different answers",
        "温度为 0 时同一问题得到不同回答",
    ),
    "audit.what.seeds-broken": ("the seed is ignored", "随机种子被忽略"),
    "audit.what.choice-broken": (
        "a tool that has to be called is not called",
        "必须调用的工具没有被调用",
    ),
    "audit.what.shapes-broken": (
        "answers do not have the shape that was asked for",
        "回答不符合所要求的结构",
    ),
    "audit.what.filters-broken": (
        "harmless lines that the trusted channel copies do not come back",
        "可信渠道能照抄的无害文本没有返回",
    ),
    "audit.what.sampling-cached": (
        "one stored answer, id and all, for every question",
        "每次都是同一份缓存的回答（连编号也相同）",
    ),
    "audit.what.sampling-broken": (
        "the same answer every time: a store, or no sampling",
        "每次回答相同：缓存，或没有采样",
    ),
    "audit.what.streams-no-answer": ("no stream came", "没有得到流"),
    "audit.what.streams-events": ("not sent as events", "不是以事件流发送"),
    "audit.what.streams-read": ("its events cannot be read", "事件无法读取"),
    "audit.what.streams-ended": ("its last event is missing", "缺少结束事件"),
    "audit.what.streams-counted": ("no token counts at its end", "结尾没有词元计数"),
    "audit.what.streams-pieces": (
        "one piece only: made up of a whole answer",
        "只有一段：由完整回答伪装成流",
    ),
    "audit.what.streams-ids": ("its events bear several ids", "同一流的事件带有多个编号"),
    "audit.what.streams-at-once": (
        "all of it comes at once at the end",
        "全部内容在最后一次性到达",
    ),
    "audit.what.tools-no-calls": ("the model made no calls", "模型没有调用工具"),
    "audit.what.tools-weak-model": (
        "the model does not repeat commands well enough",
        "模型复述命令的能力不足",
    ),
    "audit.what.tools-rewritten": (
        "the same foreign words stand in calls for different commands",
        "不同命令的调用中出现了相同的外来内容",
    ),
    "audit.what.tools-some": (
        "foreign words came back in a few calls, too few to tell from chance",
        "少数调用中反复出现外来内容，尚不足以排除偶然",
    ),
    "audit.what.tools-added": ("calls were added to the one asked for", "在所求之外添加了调用"),
    "audit.what.context-shorter": (
        "fewer tokens of a long text arrive",
        "长文本到达的词元变少",
    ),
    "audit.what.context-broken": (
        "a part of a long text does not arrive",
        "长文本的一部分没有到达",
    ),
    "audit.what.logprobs-none": ("none offered, or no reference", "未提供，或没有参照"),
    "audit.what.logprobs-forged": ("values that cannot be", "不可能的数值"),
    "audit.what.logprobs-other": (
        "another mean than the trusted channel's",
        "均值与可信渠道不同",
    ),
    "audit.what.prompt-not-told": ("the model does not repeat it", "模型不肯复述"),
    "audit.what.prompt-more": (
        "much more is repeated than our own text",
        "复述的内容远多于我们的文本",
    ),
    "audit.what.errors-no-answer": ("no answer", "没有回答"),
    "audit.what.errors-keys": ("a key stands in an error", "错误信息中有密钥"),
    "audit.what.errors-addresses": (
        "an address of an inner network stands in an error",
        "错误信息中有内网地址",
    ),
    "audit.what.errors-traces": ("a program's trace stands in an error", "错误信息中有程序堆栈"),
    "audit.what.errors-behind": (
        "names of what stands behind the channel stand in an error",
        "错误信息中出现了渠道背后系统的名称",
    ),
    "audit.what.errors-any-model": (
        "a model that nobody has is answered for",
        "对不存在的模型也给出回答",
    ),
    "audit.what.errors-accepted": (
        "a request that makes no sense is answered",
        "不合法的请求得到了回答",
    ),
    "audit.rehearsing": ("rehearsing {arm} ...", "正在演练 {arm}……"),
    "audit.rehearsed": (
        "arm|what the relay does|verdict|probes that differ|asked|right",
        "编号|中转站的行为|结论|不一致的探针|提问数|判断",
    ),
    "audit.right": ("right", "正确"),
    "audit.wrong": ("WRONG", "错误"),
    "audit.not_judged": ("not tested", "未检验"),
    "audit.short.consistent": ("consistent", "一致"),
    "audit.short.changed": ("changed", "已变"),
    "audit.short.identified-as": ("identified", "已识别"),
    "audit.short.uninformative": ("nothing found", "未发现"),
    "audit.short.skipped": ("no such model given", "未提供所需模型"),
    "audit.arm.A0": ("honest", "诚实"),
    "audit.arm.A1": ("another model answers", "由其他模型回答"),
    "audit.arm.A2": ("a coarser copy of the model answers", "由更粗量化的模型回答"),
    "audit.arm.A3-50": ("half of the answers are another model's", "一半回答来自其他模型"),
    "audit.arm.A3-25": ("a quarter of the answers are another model's", "四分之一回答来自其他模型"),
    "audit.arm.A3-10": ("a tenth of the answers are another model's", "十分之一回答来自其他模型"),
    "audit.arm.A4": ("other sampling than asked for", "采样参数被更改"),
    "audit.arm.A5": ("short questions get the real model, others not", "短问题用真模型，其余不用"),
    "audit.arm.A6": ("answers from a store", "回答来自缓存"),
    "audit.arm.A7": ("another model's answers, restyled", "其他模型的回答，经改写"),
    "audit.arm.A8": ("tokens told are more than counted", "虚报词元数"),
    "audit.arm.A9": ("another model, at the real one's pace", "其他模型，装作原速"),
    "audit.arm.A10": (
        "known questions get the real model, others not",
        "已知问题用真模型，其余不用",
    ),
    "audit.arm.A11": ("honest, two deployments in turn", "诚实，两个部署轮流"),
    "audit.arm.A12": ("another model after a while", "一段时间后换成其他模型"),
    "audit.arm.A13": ("another model every third time", "每第三次由其他模型回答"),
    "audit.arm.A14": ("a hidden system text", "隐藏的系统文本"),
    "audit.arm.A15": ("the middle of long texts is dropped", "丢弃长文本的中段"),
    "audit.arm.A16": ("hosts in tool calls are rewritten", "改写工具调用中的主机"),
    "audit.arm.A16.a": ("packages in tool calls are swapped", "替换工具调用中的软件包"),
    "audit.arm.A16.b": ("rewritten only where calls are approved unseen", "仅在自动批准时改写"),
    "audit.arm.A16.late": (
        "rewritten only after more calls than an audit makes",
        "仅在超过审计次数后改写",
    ),
    "audit.arm.A17": ("log-probabilities and fingerprints are taken away", "去除对数概率与指纹"),
    "audit.arm.A18": ("log-probabilities are made up", "伪造对数概率"),
}
