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
    "help.audit.rehearse": (
        "Audit a dishonest relay of our own on loopback, arm after arm: what is found of each?",
        "在本机审计自备的不诚实中转站，逐项演练：各能发现什么？",
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
    "audit.probed": ("probes: {asked} of {most} questions", "探针：已问 {asked}/{most}"),
    "audit.row.tokens": ("tokens told", "报告的词元"),
    "audit.of_tokens": ("{into} in, {out} out", "输入 {into}，输出 {out}"),
    **PROBES,
}
