"""Keys of known providers: each has a shape of its own, most a prefix.

Shapes follow the providers' documentation and, in part, the rules of gitleaks (MIT licence).
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import entropy
from posthouse.privacy.rules import KEY, Rule, Span

_RUN = re.compile(r"(.)\1{5}")


def generated(match: re.Match[str]) -> Span | None:
    """Leave keys of manuals (…EXAMPLE, xxxx) and words that only begin like a key."""
    start, end = match.span("v") if match.re.groupindex else match.span()
    key = match.string[start:end]
    if "EXAMPLE" in key or "example" in key or _RUN.search(key) or entropy(key) < 2.6:
        return None
    if "_" in key and key.islower() and not any(c.isdigit() for c in key):
        return None  # a name in code
    return start, end


def _row(name: str, lead: str, body: str, sizes: tuple[int, int], example: str) -> Rule:
    """Make the rule of a key that is `lead` and then sizes[0] to sizes[1] characters of `body`.

    A second size of 0 means exactly the first.
    """
    low, high = sizes
    size = f"{{{low},{high}}}" if high else f"{{{low}}}"
    short = example.replace(f":{low}}}", f":{low // 2}}}")
    return Rule(
        name,
        Label.CREDENTIAL,
        f"{lead}{body}{{{min(low, 40)}}}",
        rf"(?<![A-Za-z0-9]){lead}{body}{size}(?![A-Za-z0-9])",
        generated,
        rank=KEY,
        before=low + 64,
        after=max(low - 40, 0) + 32,
        examples=(f"K=‹{example}›",),
        near_misses=(f"K={short} ", f"K={example[: example.rindex('{')]}{'x' * low}"),
    )


_B62 = "[A-Za-z0-9]"
_URL = "[A-Za-z0-9_-]"
_HEX = "[0-9a-f]"
_B64 = "[A-Za-z0-9+/]"

RULES = (
    _row("openai", "sk-(?:proj|svcacct|admin|None)-", _URL, (40, 220), "sk-proj-{url:40}"),
    _row(
        "anthropic",
        "sk-ant-(?:api|admin|oat|sid)[0-9]{2}-",
        _URL,
        (60, 140),
        "sk-ant-api30-{url:60}",
    ),
    _row("openrouter", "sk-or-(?:v1-)?", _HEX, (40, 80), "sk-or-{hex:40}"),
    _row("secret-key-dash", "sk-", "[A-Za-z0-9]", (20, 128), "sk-{b62:20}"),
    _row("posthouse", "ph-", _URL, (24, 120), "ph-{url:24}"),
    _row("posthouse-derived", "phd-", "[A-Za-z0-9_.-]", (120, 4096), "phd-{url:120}"),
    _row("groq", "gsk_", _B62, (40, 64), "gsk_{b62:40}"),
    _row("xai", "xai-", _B62, (60, 100), "xai-{b62:60}"),
    _row("perplexity", "pplx-", _B62, (32, 64), "pplx-{b62:32}"),
    _row("huggingface", "hf_", "[A-Za-z]", (30, 40), "hf_{abc:30}"),
    _row("huggingface-organisation", "api_org_", "[A-Za-z]", (30, 40), "api_org_{abc:30}"),
    _row("replicate", "r8_", _B62, (32, 44), "r8_{b62:32}"),
    _row("nvidia", "nvapi-", _URL, (40, 90), "nvapi-{url:40}"),
    _row("fireworks", "fw_", _B62, (20, 40), "fw_{b62:20}"),
    _row("together", "tgp_v1_", _URL, (30, 60), "tgp_v1_{url:30}"),
    _row("cerebras", "csk-", "[a-z0-9]", (32, 64), "csk-{low:32}"),
    _row("tavily", "tvly-(?:dev-|prod-)?", _B62, (20, 44), "tvly-{b62:20}"),
    _row("firecrawl", "fc-", _HEX, (32, 0), "fc-{hex:32}"),
    _row("langsmith", "lsv2_(?:pt|sk)_", "[0-9a-f_]", (32, 60), "lsv2_pt_{hex:32}"),
    _row("langfuse", "(?:sk|pk)-lf-", "[0-9a-f-]", (32, 40), "sk-lf-{hex:32}"),
    _row("jina", "jina_", _B62, (40, 80), "jina_{b62:40}"),
    _row("voyage", "pa-", _URL, (40, 50), "pa-{url:40}"),
    _row("pinecone", "pcsk_", _URL, (40, 90), "pcsk_{url:40}"),
    _row("elevenlabs", "sk_", _HEX, (48, 0), "sk_{hex:48}"),
    _row("volcengine", "AKLT", _B62, (30, 60), "AKLT{b62:30}"),
    _row("tencent", "AKID", _B62, (28, 40), "AKID{b62:28}"),
    _row("aliyun", "LTAI", _B62, (12, 28), "LTAI{b62:12}"),
    _row("aliyun-sts", "STS\\.", _B62, (20, 40), "STS.{b62:20}"),
    _row("baidu-bce", "bce-v3/ALTAK-", "[A-Za-z0-9/]", (40, 80), "bce-v3/ALTAK-{b62:40}"),
    _row("baidu", "ALTAK", "[A-Za-z0-9-]", (18, 40), "ALTAK{b62:18}"),
    _row("google", "AIza", _URL, (35, 0), "AIza{url:35}"),
    _row("google-oauth", "ya29\\.", _URL, (30, 400), "ya29.{url:30}"),
    _row("google-oauth-secret", "GOCSPX-", _URL, (24, 40), "GOCSPX-{url:24}"),
    _row("google-refresh", "1//0", _URL, (36, 120), "1//0{url:36}"),
    _row("aws-id", "(?:AKIA|ASIA|ABIA|ACCA)", "[A-Z2-7]", (16, 0), "AKIA{b32:16}"),
    _row("aws-bedrock", "ABSK", "[A-Za-z0-9+/=]", (100, 300), "ABSK{b64:100}"),
    _row("github", "gh[pousr]_", _B62, (36, 255), "ghp_{b62:36}"),
    _row("github-fine", "github_pat_", "[A-Za-z0-9_]", (40, 120), "github_pat_{b62:40}"),
    _row(
        "gitlab", "gl(?:pat|ptt|dt|rt|cbt|oas|soat|ft|agent|imt)-", _URL, (20, 60), "glpat-{url:20}"
    ),
    _row("gitlab-runner", "GR1348941", _URL, (20, 30), "GR1348941{url:20}"),
    _row("slack", "xox[abceoprs]-", "[A-Za-z0-9-]", (20, 250), "xoxa-{b62:20}"),
    _row("slack-cookie", "xoxd-", "[A-Za-z0-9%+/=-]", (40, 250), "xoxd-{b62:40}"),
    _row("slack-config", "xoxe\\.xox[bp]-", "[A-Za-z0-9-]", (40, 250), "xoxe.xoxb-{b62:40}"),
    _row("slack-app", "xapp-", "[A-Za-z0-9-]", (40, 250), "xapp-{b62:40}"),
    _row("stripe", "(?:sk|rk|pk)_(?:live|test|prod)_", _B62, (16, 200), "sk_live_{b62:16}"),
    _row("stripe-webhook", "whsec_", "[A-Za-z0-9+/=]", (24, 64), "whsec_{b62:24}"),
    _row("twilio", "SK", _HEX, (32, 0), "SK{hex:32}"),
    _row("twilio-account", "AC", _HEX, (32, 0), "AC{hex:32}"),
    _row("sendgrid", "SG\\.", "[A-Za-z0-9_.-]", (40, 80), "SG.{url:40}"),
    _row("sendinblue", "xkeysib-", "[a-z0-9-]", (60, 100), "xkeysib-{low:60}"),
    _row("mailgun", "(?:key|pubkey)-", _HEX, (32, 0), "key-{hex:32}"),
    _row("resend", "re_", "[A-Za-z0-9_]", (24, 50), "re_{b62:24}"),
    _row("npm", "npm_", _B62, (36, 0), "npm_{b62:36}"),
    _row("pypi", "pypi-", _URL, (50, 300), "pypi-{url:50}"),
    _row("rubygems", "rubygems_", _HEX, (48, 0), "rubygems_{hex:48}"),
    _row("crates", "cio", _B62, (32, 0), "cio{b62:32}"),
    _row("nuget", "oy2", "[a-z0-9]", (43, 0), "oy2{low:43}"),
    _row("docker-hub", "dckr_(?:pat|oat)_", _URL, (24, 60), "dckr_pat_{url:24}"),
    _row("jfrog", "AKC[p0-9]", _B62, (60, 80), "AKCp{b62:60}"),
    _row("digitalocean", "do[opr]_v1_", _HEX, (64, 0), "doo_v1_{hex:64}"),
    _row("heroku", "HRKU-", "[A-Za-z0-9_-]", (36, 80), "HRKU-{url:36}"),
    _row("flyio", "fo1_", _URL, (43, 0), "fo1_{url:43}"),
    _row("render", "rnd_", _B62, (26, 40), "rnd_{b62:26}"),
    _row("vercel", "vc[pkir]_", _B62, (24, 80), "vcp_{b62:24}"),
    _row("netlify", "nf[pcou]_", _B62, (36, 44), "nfp_{b62:36}"),
    _row("supabase", "sb[ps]_(?:secret_|publishable_)?", "[A-Za-z0-9_]", (24, 60), "sbp_{b62:24}"),
    _row(
        "planetscale",
        "pscale_(?:tkn|pw|oauth)_",
        "[A-Za-z0-9_.=-]",
        (32, 64),
        "pscale_tkn_{b62:32}",
    ),
    _row("databricks", "dapi", "[0-9a-f-]", (32, 40), "dapi{hex:32}"),
    _row(
        "doppler",
        "dp\\.(?:pt|st|ct|sa|scim|audit)\\.",
        "[A-Za-z0-9._-]",
        (40, 80),
        "dp.pt.{b62:40}",
    ),
    _row("vault", "hv[sbr]\\.", _URL, (24, 240), "hvs.{url:24}"),
    _row("pulumi", "pul-", _HEX, (40, 0), "pul-{hex:40}"),
    _row("grafana", "gl(?:sa|c)_", "[A-Za-z0-9_=+/]", (32, 400), "glsa_{b62:32}"),
    _row("newrelic", "NR(?:AK|JS|II|RA|BR)-", "[A-Za-z0-9]", (20, 40), "NRAK-{up:20}"),
    _row("sentry", "sntry[su]_", "[A-Za-z0-9+/=_]", (60, 300), "sntrys_{b62:60}"),
    _row("dynatrace", "dt0c01\\.", "[A-Z0-9.]", (80, 100), "dt0c01.{up:80}"),
    _row("honeycomb", "hc[abxl]ik_", "[a-z0-9]", (40, 64), "hcaik_{low:40}"),
    _row("posthog", "ph[cx]_", _B62, (32, 60), "phc_{b62:32}"),
    _row(
        "launchdarkly",
        "(?:sdk|api|mob)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-",
        "[0-9a-f]",
        (12, 0),
        "sdk-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}",
    ),
    _row("linear", "lin_(?:api|oauth)_", _B62, (32, 70), "lin_api_{b62:32}"),
    _row("notion", "(?:ntn|secret)_", _B62, (40, 60), "ntn_{b62:40}"),
    _row("figma", "fig[dour]_", _URL, (36, 60), "figd_{url:36}"),
    _row("atlassian", "ATATT3", "[A-Za-z0-9_=-]", (60, 250), "ATATT3{b62:60}"),
    _row("atlassian-other", "AT(?:CTT3|BB|SCC)", "[A-Za-z0-9_=-]", (28, 250), "ATCTT3{b62:28}"),
    _row("airtable", "pat[A-Za-z0-9]{14}\\.", "[0-9a-f]", (64, 0), "pat{b62:14}.{hex:64}"),
    _row("asana-style", "[12]/[0-9]{16}:", _HEX, (32, 0), "1/3074185296307418:{hex:32}"),
    _row("shopify", "shp(?:at|ca|pa|ss)_", "[0-9a-fA-F]", (32, 0), "shpat_{hex:32}"),
    _row("square", "(?:EAAA|sq0[a-z]{3}-)", "[A-Za-z0-9_-]", (22, 80), "EAAA{url:22}"),
    _row(
        "paypal",
        "access_token\\$(?:production|sandbox)\\$",
        "[0-9a-z$]",
        (40, 60),
        "access_token$production${low:40}",
    ),
    _row("razorpay", "rzp_(?:live|test)_", _B62, (14, 30), "rzp_live_{b62:14}"),
    _row("flutterwave", "FLWSECK(?:_TEST)?-", "[0-9a-zA-Z-]", (20, 50), "FLWSECK-{b62:20}"),
    _row(
        "terraform",
        "[A-Za-z0-9]{14}\\.atlasv1\\.",
        "[A-Za-z0-9_=-]",
        (60, 70),
        "30741852963074.atlasv1.{url:60}",
    ),
    _row("postman", "PMAK-", "[0-9a-zA-Z-]", (50, 70), "PMAK-{low:50}"),
    _row(
        "discord-webhook",
        "discord(?:app)?\\.com/api/webhooks/[0-9]{17,20}/",
        _URL,
        (60, 80),
        "discord.com/api/webhooks/30741852963074185/{url:60}",
    ),
    _row(
        "slack-webhook",
        "hooks\\.slack\\.com/(?:services|workflows|triggers)/",
        "[A-Za-z0-9/+]",
        (30, 80),
        "hooks.slack.com/services/{b62:30}",
    ),
    _row(
        "teams-webhook",
        "webhook\\.office\\.com/webhookb2/",
        "[A-Za-z0-9@/-]",
        (60, 200),
        "webhook.office.com/webhookb2/{b62:60}",
    ),
    _row(
        "feishu-webhook",
        "open\\.(?:feishu|larksuite)\\.c(?:n|om)/open-apis/bot/v2/hook/",
        "[0-9a-f-]",
        (30, 40),
        "open.feishu.cn/open-apis/bot/v2/hook/{hex:30}",
    ),
    _row(
        "wecom-webhook",
        "qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=",
        "[0-9a-f-]",
        (30, 40),
        "qyapi.weixin.qq.com/cgi-bin/webhook/send?key={hex:30}",
    ),
    _row("age", "AGE-SECRET-KEY-1", "[A-Z0-9]", (50, 60), "AGE-SECRET-KEY-1{up:50}"),
    _row(
        "tailscale",
        "tskey-(?:auth|api|client|webhook)-",
        "[A-Za-z0-9-]",
        (20, 80),
        "tskey-auth-{b62:20}",
    ),
    _row("mapbox", "[spt]k\\.eyJ", "[A-Za-z0-9._-]", (60, 250), "sk.eyJ{b62:60}"),
    _row("clickup", "pk_[0-9]{6,10}_", "[A-Z0-9]", (32, 0), "pk_307418_{up:32}"),
    _row("dropbox", "sl\\.", _URL, (100, 1500), "sl.{url:100}"),
    _row("facebook", "EAA", _B62, (80, 400), "EAA{b62:80}"),
    _row("adafruit", "aio_", _B62, (28, 0), "aio_{b62:28}"),
    _row("sourcegraph", "sgp_(?:[a-f0-9]{16}_|local_)?", _HEX, (40, 0), "sgp_{hex:40}"),
    _row("contentful", "CFPAT-", _URL, (43, 0), "CFPAT-{url:43}"),
    _row("intra42", "s-s4t2(?:ud|af)-", _HEX, (64, 0), "s-s4t2ud-{hex:64}"),
    _row("easypost", "EZ[AT]K", _B62, (54, 0), "EZAK{b62:54}"),
    _row("frameio", "fio-u-", _URL, (64, 0), "fio-u-{url:64}"),
    _row("duffel", "duffel_(?:test|live)_", _URL, (43, 0), "duffel_test_{url:43}"),
    _row("prefect", "pnu_", _B62, (36, 0), "pnu_{b62:36}"),
    _row("readme", "rdme_", "[a-z0-9]", (70, 0), "rdme_{low:70}"),
    _row("shippo", "shippo_(?:live|test)_", _HEX, (40, 0), "shippo_live_{hex:40}"),
    _row("typeform", "tfp_", "[A-Za-z0-9_.=-]", (59, 0), "tfp_{b62:59}"),
    _row("infracost", "ico-", _B62, (32, 0), "ico-{b62:32}"),
    _row("openshift", "sha256~", _URL, (43, 0), "sha256~{url:43}"),
    _row("onepassword", "ops_eyJ", "[A-Za-z0-9+/=]", (250, 0), "ops_eyJ{b64:250}"),
    _row("cockroach", "CCDB1_", "[A-Za-z0-9_]", (40, 80), "CCDB1_{b62:40}"),
    _row("jenkins-encrypted", "AQAAABAAAA", "[A-Za-z0-9+/=]", (30, 400), "AQAAABAAAA{b64:30}"),
    _row("tinybird", "p\\.eyJ", "[A-Za-z0-9._-]", (60, 250), "p.eyJ{b62:60}"),
    _row("mailersend", "mlsn\\.", _HEX, (64, 0), "mlsn.{hex:64}"),
    _row("axiom", "xa[aip][tp]-", "[0-9a-f-]", (36, 0), "xaat-{hex:36}"),
    _row("sonar", "sq[pua]_", _HEX, (40, 0), "sqp_{hex:40}"),
    _row("neon", "napi_", "[a-z0-9]", (40, 80), "napi_{low:40}"),
    _row("e2b", "e2b_", _HEX, (36, 48), "e2b_{hex:36}"),
    _row("runpod", "rpa_", _B62, (40, 60), "rpa_{b62:40}"),
    _row("fly-macaroon", "fm[12][ar]?_", "[A-Za-z0-9+/=_-]", (80, 1000), "fm2_{b64:80}"),
    _row("anyscale", "(?:esecret|aph0)_", _B62, (24, 60), "esecret_{b62:24}"),
    _row("modelscope", "ms-", "[0-9a-f-]", (36, 0), "ms-{hex:36}"),
    _row("dify", "(?:app|dataset)-", "[A-Za-z0-9]", (24, 0), "app-{b62:24}"),
    _row("fastgpt", "fastgpt-", _B62, (32, 80), "fastgpt-{b62:32}"),
    _row("coze", "(?:pat|sat)_", _B62, (60, 70), "pat_{b62:60}"),
    _row("instagram", "IG(?:QV|QW|AA)", _URL, (80, 250), "IGQV{url:80}"),
    _row("serverchan", "SCT[0-9]{3,7}T", _B62, (20, 40), "SCT30741T{b62:20}"),
    _row("dingtalk-sign", "SEC", _HEX, (64, 0), "SEC{hex:64}"),
    _row("buildkite", "bk(?:ua|aj|ct|pt)_", _HEX, (40, 0), "bkua_{hex:40}"),
    _row("circleci", "CCI(?:PAT|PRJ)_", "[A-Za-z0-9_]", (50, 90), "CCIPAT_{b62:50}"),
    _row("hubspot", "pat-(?:na|eu)[0-9]-", "[0-9a-f-]", (36, 0), "pat-na1-{hex:36}"),
    _row("fernet", "gAAAAA", _URL, (60, 500), "gAAAAA{url:60}"),
    _row("modal", "a[ks]-", _B62, (22, 0), "ak-{b62:22}"),
    _row(
        "rancher",
        "(?:token|kubeconfig)-[a-z0-9-]{3,24}:",
        "[a-z0-9]",
        (54, 0),
        "token-ab3de:{low:54}",
    ),
    _row("context7", "ctx7sk-", _URL, (30, 60), "ctx7sk-{url:30}"),
    _row("llama-cloud", "llx-", _B62, (40, 60), "llx-{b62:40}"),
    _row(
        "deepinfra-style",
        "(?:di|lp|nvd|ais|hlr|kn|zpk|cpk|upk|ark|dsk)[-_]",
        _B62,
        (32, 64),
        "dsk_{b62:32}",
    ),
    _row(
        "prefix-says-key",
        "(?:[a-z][a-z0-9]{1,11}[-_]){1,2}(?:sk|pk|ak|rk|api|key|apikey|token|tok|secret|pat|"
        "live|prod|access)[-_]",
        "[A-Za-z0-9]",
        (24, 120),
        "acme_live_{b62:24}",
    ),
    _row("brave-search", "BSA", _URL, (27, 32), "BSA{url:27}"),
)
