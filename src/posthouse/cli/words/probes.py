"""Sentences of an audit's probes: what was looked at, what was found, what it is about."""

from __future__ import annotations

from collections.abc import Mapping

PROBES: Mapping[str, tuple[str, str]] = {
    "audit.probe.tokens": ("token counts", "词元计数"),
    "audit.probe.traces": ("marks of vendors", "厂商痕迹"),
    "audit.probe.limits": ("limits", "长度与停止"),
    "audit.probe.sampling": ("sampling", "采样"),
    "audit.probe.streams": ("stream", "流式"),
    "audit.probe.tools": ("tool calls", "工具调用"),
    "audit.probe.context": ("long text", "长文本"),
    "audit.probe.logprobs": ("log-probabilities", "对数概率"),
    "audit.probe.prompt": ("system text", "系统文本"),
    "audit.probe.errors": ("errors", "错误信息"),
    "audit.word.sound": ("as expected", "符合预期"),
    "audit.word.differs": ("inconsistent with the reference", "与参照不一致"),
    "audit.word.noted": ("worth a look", "值得留意"),
    "audit.word.untested": ("not tested", "未能检验"),
    "audit.what.tokens-not-told": (
        "no token counts, or no reference of them",
        "没有词元计数，或没有其参照",
    ),
    "audit.what.tokens-slope": (
        "more or fewer tokens are counted for the same text",
        "同样的文本计出的词元数不同",
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
    "audit.what.traces-other": (
        "marks that the trusted channel's answers do not have",
        "带有可信渠道回答所没有的痕迹",
    ),
    "audit.what.limits-no-answer": ("no answer, or no reference", "没有回答或没有参照"),
    "audit.what.limits-length": (
        "the answer is longer than the limit",
        "回答超过了长度上限",
    ),
    "audit.what.limits-said": (
        "an answer that was cut does not say so",
        "回答被截断而未说明",
    ),
    "audit.what.limits-stop": ("the stop text is ignored", "停止文本被忽略"),
    "audit.what.sampling-no-answer": (
        "no answers, or the model answers alike by itself",
        "没有回答，或模型本就回答相同",
    ),
    "audit.what.sampling-cached": (
        "one stored answer, id and all, for every question",
        "每次都是同一份缓存的回答（连编号也相同）",
    ),
    "audit.what.sampling-same": (
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
    "audit.what.tools-no-calls": ("the model made no calls", "模型没有调用工具"),
    "audit.what.tools-weak-model": (
        "the model does not repeat commands well enough",
        "模型复述命令的能力不足",
    ),
    "audit.what.tools-rewritten": (
        "the same foreign words stand in calls for different commands",
        "不同命令的调用中出现了相同的外来内容",
    ),
    "audit.what.tools-added": ("calls were added to the one asked for", "在所求之外添加了调用"),
    "audit.what.context-no-answer": ("no answer, or no reference", "没有回答或没有参照"),
    "audit.what.context-weak-model": (
        "the trusted channel does not find the codes either",
        "可信渠道同样找不到这些代码",
    ),
    "audit.what.context-shorter": (
        "fewer tokens of a long text arrive",
        "长文本到达的词元变少",
    ),
    "audit.what.context-lost": (
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
    "audit.what.errors-accepted": (
        "a request that makes no sense is answered",
        "不合法的请求得到了回答",
    ),
}
