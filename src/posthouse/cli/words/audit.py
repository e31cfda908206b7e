"""Sentences of `posthouse audit`."""

from __future__ import annotations

from collections.abc import Mapping

from posthouse.cli.words.probes import PROBES

WORDS: Mapping[str, tuple[str, str]] = {
    "help.audit": (
        (
            "Is it the model you pay for? Compare a relay's answers with a trusted reference. "
            "Exit codes: 0 consistent, 1 inconsistent, 2 uninformative, 3 error."
        ),
        (
            "它真是你付费的模型吗？把中转站的回答与可信参照比较。"
            "退出码：0 一致，1 不一致，2 无法判断，3 出错。"
        ),
    ),
    "help.audit.enrol": (
        "Ask a channel that you trust how the model answers, and write a reference.",
        "向你信任的渠道询问该模型如何作答，并写出参照文件。",
    ),
    "help.audit.join": (
        "Make one reference of several trusted channels, and learn how much honest ones differ.",
        "把多个可信渠道的参照合为一份，并学得诚实渠道之间的差异。",
    ),
    "audit.joined": (
        "{file}: {answers} answers by {model} on {channels} channels; they differ by {drift}",
        "{file}：{model} 在 {channels} 个渠道上的 {answers} 个回答；彼此相差 {drift}",
    ),
    "help.audit.key": (
        "Make a key that signs references, libraries and evidence.",
        "生成用于签署参照、库与证据的密钥。",
    ),
    "help.audit.sign": (
        "Sign a reference, a library or evidence.",
        "签署参照、库或证据文件。",
    ),
    "help.audit.library": (
        "Put references of several models into one file.",
        "把多个模型的参照合为一个库文件。",
    ),
    "audit.compared": (
        (
            "{channel} against {trusted}, {model}: e-value {e} on {pairs} pairs of answers; "
            "told apart from {limit}"
        ),
        "{channel} 对照 {trusted}，{model}：{pairs} 对回答的 e 值为 {e}；达到 {limit} 即判为不同",
    ),
    "audit.short.compared": ("not told apart", "未见差异"),
    "audit.key": (
        "{file} holds the private key: keep it. Whoever trusts you passes --trust {vkey}",
        "{file} 存有私钥，请妥善保管。信任你的人使用 --trust {vkey}",
    ),
    "audit.signed": ("{file}: signed by {name}", "{file}：已由 {name} 签署"),
    "audit.signed_by": ("signed by {names}, whom you trust", "由你信任的 {names} 签署"),
    "audit.signed_unchecked": (
        "signed in the name of {names}; --trust with a verifier key checks it",
        "以 {names} 的名义签署；用 --trust 加验证公钥可核对",
    ),
    "audit.library": (
        "{file}: {references} references of {models} models",
        "{file}：{models} 个模型的 {references} 份参照",
    ),
    "help.audit.rehearse": (
        "Audit a dishonest relay of our own on loopback, arm after arm: what is found of each?",
        "在本机审计自备的不诚实中转站，逐项演练：各能发现什么？",
    ),
    "help.audit.report": (
        "Write evidence as one HTML page with plots, in both languages.",
        "把证据写成一个带图表的 HTML 页面，中英双语。",
    ),
    "audit.reported": ("report: {file}", "报告：{file}"),
    "report.title": ("Is it the model you pay for?", "它真是你付费的模型吗？"),
    "report.answers": ("answers of questions", "回答 / 提问"),
    "report.p": ("smallest p; level of one look {level}", "最小 p 值；单次检验水平 {level}"),
    "report.tokens": ("tokens told, in and out", "报告的词元，输入与输出"),
    "report.drift": ("of the answers are excused as honest drift", "的回答作为诚实差异予以容许"),
    "report.missing": ("Missing or ended early:", "缺失或提前结束："),
    "report.probes": ("What the probes found", "探针所见"),
    "report.path": ("Evidence as answers came in", "证据随回答的累积"),
    "report.path_note": (
        "Each point is an exact test. At the dashed line and above it the answers are told apart.",
        "每个点是一次精确检验。到达虚线及以上即判为不同。",
    ),
    "report.cells": ("Answers side by side", "回答对照"),
    "report.cells_note": (
        "Grey: the trusted channel's share of an answer. Coloured: the audited channel's.",
        "灰色：可信渠道中该回答的占比；彩色：被审计渠道的占比。",
    ),
    "report.power": ("What this audit would have found", "这次审计本可发现什么"),
    "report.power_note": (
        "Across: the share of answers from another model. Up: how many such swaps are found.",
        "横轴：来自其他模型的回答比例；纵轴：此类替换被发现的比例。",
    ),
    "report.made": ("How it was made", "生成信息"),
    "report.reference": ("reference", "参照"),
    "report.alpha": ("allowed false accusations", "允许的误判概率"),
    "report.commitment": ("commitment, told before the first question", "提问前公布的承诺"),
    "report.seed": ("seed, revealed", "公开的种子"),
    "report.digest": ("digest of the evidence", "证据摘要"),
    "report.limits": (
        (
            "A statement about answers, not about intentions. A relay that recognises an audit can "
            "answer it honestly and swap the rest."
        ),
        "这是关于回答的陈述，与意图无关。能识别审计的中转站可以如实作答，而替换其余请求。",
    ),
    "help.audit.history": (
        "How the station's own channels stand, audit after audit.",
        "本站各渠道逐次审计的状况。",
    ),
    "audit.no_history": (
        "no audits yet: [audits] in the settings switches them on",
        "尚无审计：在配置的 [audits] 中启用",
    ),
    "audit.history": (
        "channel|model|audits|last|verdict|standing|course",
        "渠道|模型|审计次数|最近|结论|累积证据|走势",
    ),
    "help.audit.run": (
        "Ask a relay the same, and judge; what was asked and answered is kept as evidence.",
        "向中转站提出同样的问题并作出判断；问与答均保存为证据。",
    ),
    "help.audit.verify": (
        "Recompute the verdict of an evidence file; nothing is asked of anyone.",
        "根据证据文件重新计算结论；不向任何人提问。",
    ),
    "audit.commitment": (
        "at most {most} questions; their order is fixed by a secret seed, SHA-256 {commitment}",
        "最多 {most} 个问题；顺序由秘密种子决定，SHA-256 {commitment}",
    ),
    "audit.asked": (
        "asked {asked} of {most}: {answers} answers, {missing} missing",
        "已问 {asked}/{most}：得到 {answers} 个回答，缺失 {missing} 个",
    ),
    "audit.judging": (
        "computing what these answers could have shown ...",
        "正在计算这些回答本可显示什么……",
    ),
    "audit.enrolled": (
        "{file}: {answers} answers to {cells} prompts by {model}, {missing} missing; {days} days",
        "{file}：{model} 对 {cells} 个提示的 {answers} 个回答，缺失 {missing} 个；有效 {days} 天",
    ),
    "audit.head": ("what|found", "项目|情况"),
    "audit.row.verdict": ("verdict", "结论"),
    "audit.row.model": ("claimed model", "声称的模型"),
    "audit.row.answers": ("answers", "回答"),
    "audit.row.missing": ("missing", "缺失"),
    "audit.row.p": ("smallest p", "最小 p 值"),
    "audit.row.effect": ("effect", "效应"),
    "audit.row.power": ("power", "功效"),
    "audit.row.posterior": ("most like", "最像"),
    "audit.row.stopped": ("ended early", "提前结束"),
    "audit.consistent": (
        "consistent with the reference, within a margin of {margin}",
        "与参照一致（容许界限 {margin}）",
    ),
    "audit.changed": (
        "inconsistent with the reference: the answers have changed",
        "与参照不一致：回答已改变",
    ),
    "audit.identified-as": (
        "inconsistent with the reference: the answers are like those of {whom}",
        "与参照不一致：回答与 {whom} 相符",
    ),
    "audit.uninformative": (
        "uninformative: what came back says neither",
        "无法判断：所得回答不足以支持任何一方",
    ),
    "audit.of_asked": ("{answers} of {asked} asked", "{asked} 个问题中的 {answers} 个"),
    "audit.at_level": ("{p} (told at {level} or less)", "{p}（不超过 {level} 即判定）"),
    "audit.of_swaps": (
        "{power} of made-up swaps of {margin} would have been found",
        "占比 {margin} 的模拟替换中有 {power} 会被发现",
    ),
    "audit.evidence": ("evidence: {file}", "证据：{file}"),
    "audit.holds": (
        "{file} is whole, and its verdict follows from it",
        "{file} 完整，其结论可由其内容推出",
    ),
    "audit.probed": ("probes: {asked} questions", "探针：已问 {asked} 个问题"),
    "audit.row.tokens": ("tokens told", "报告的词元"),
    "audit.row.bill_input": ("bill, input", "账单，输入"),
    "audit.row.bill_output": ("bill, output", "账单，输出"),
    "audit.row.bill_money": ("bill, in money", "账单金额"),
    "audit.billed": (
        "{told} tokens told, {fair} by the trusted channel's counts ({low} to {high})",
        "报告 {told} 个词元，按可信渠道计为 {fair} 个（{low} 至 {high}）",
    ),
    "audit.billed_money": (
        "${told} told, ${fair} by the trusted channel's counts",
        "报告 ${told}，按可信渠道计为 ${fair}",
    ),
    "report.bill": ("The bill, recounted", "重新计算的账单"),
    "report.bill_tokens": ("tokens", "词元"),
    "report.bill_told": ("told", "报告"),
    "report.bill_fair": ("by the trusted channel's counts", "按可信渠道计"),
    "report.bill_over": ("difference, 99 % interval", "差异，99 % 区间"),
    "report.bill_input": ("input", "输入"),
    "report.bill_output": ("output", "输出"),
    "report.bill_note": (
        (
            "For the same prompts, answered readably on both sides. The line is the interval of "
            "what was told beyond the trusted channel's counts; at 0 both count alike."
        ),
        "针对双方均可读回答的相同提示。横线为所报词元超出可信渠道计数的区间；为 0 即计数相同。",
    ),
    "audit.of_tokens": ("{into} in, {out} out", "输入 {into}，输出 {out}"),
    **PROBES,
}
