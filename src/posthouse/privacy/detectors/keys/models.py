"""Keys of model providers, domestic and foreign, and of what is built around models.

KEYS: name and shapes told by themselves. SERVICES: names of a service, and shapes that are keys
only behind one of them. Sources: the providers' documentation; NOTICE names the others.
"""

KEYS = r"""
openai              sk-(proj|svcacct|admin|None)-{url:40-220}
anthropic           sk-ant-(api|admin|oat|sid|ort){dig:2-4}-{url:60-140}
openrouter          sk-or-(v1-|){hex:40-80}
minimax             sk-api-{url:60-160}
posthouse           ph-{url:24-120}
posthouse-derived   phd-{dot:120-4096}
groq                gsk_{b62:40-64}
xai                 xai-{word:60-120}
perplexity          pplx-{b62:32-64}
huggingface         hf_{b62:30-40}
huggingface-organisation api_org_{abc:30-40}
replicate           r8_{url:32-60}
nvidia              nvapi-{url:40-90}
fireworks           fw_{b62:20-40}
together            tgp_v1_{url:43-60}
cerebras            csk-{low:32-64}
gemini              AQ.Ab8RN6{url:44}
google              AIza{url:35}
tavily              tvly-(dev-|prod-|){b62:20-44}
firecrawl           fc-{hex:32}
langsmith           lsv2_(pt|sk)_{hex:32}_{hex:8-12}
langfuse            sk-lf-{uid}
jina                jina_{url:40-80}
voyage              pa-{url:40-50}
pinecone            pcsk_{url:40-90}
elevenlabs          sk_{hex:48}
deepinfra-style     (di|lp|nvd|ais|hlr|kn|zpk|cpk|upk|ark|dsk)[-_]{b62:32-64}
zhipu               {hex:32}.{b62:16}
baidu-bce           bce-v3/ALTAK-{any:40-80}
volcengine          AKLT{b62:30-60}{pad}
modelscope          ms-{uid}
dify                (app|dataset)-{b62:24}
fastgpt             fastgpt-{b62:32-80}
coze                (pat|sat)_{b62:60-70}
e2b                 e2b_{hex:36-48}
runpod              rpa_{b62:40-60}
anyscale            (esecret|aph0)_{b62:24-60}
modal               a[ks]-{b62:22}
context7            ctx7sk-{url:30-60}
llama-cloud         llx-{b62:40-60}
brave-search        BSA{url:27-40}
wandb-v1            wandb_v1_{word:77}
devin               apk_{any:80-180}
devin-user          apk_user_{any:100-180}
devin-service       cog_[a-z2-7]{word:51}
apify               apify_api_{b62:34-38}
helicone            sk-helicone-{url:20-80}
portkey             pk-portkey-{url:20-80}
"""

SERVICES = r"""
deepseek            sk-{hex:32} =
kimi|moonshot       sk-{url:48} =
stability           sk-{b62:48} =
mistral             {b62:32} =
cohere|co_api_key   {b62:40}
zai|z_ai|z\.ai|glm|zlm|zhipu|bigmodel {hex:32}.{b62:16}
ollama              {hex:32}.{url:24}
ark|doubao|volc     {uid}
dashscope|qwen|bailian sk-{hex:32}
qianfan|ernie|wenxin {b62:24} {b62:32}
minimax             {any:80-1200}
siliconflow|baichuan|hunyuan|stepfun|lingyi|yi_api|sensenova sk-{b62:32-64} {b62:32-80}
spark|xfyun|iflytek {b62:20}:{b62:20} {hex:32} {b64:32}
upstage             {b62:40-50}
lighton|paradigm    {url:40-80}
greptile            {b64:48} =
privateai|private_ai|private-ai {low:32}
assemblyai          {b62:32-56}
deepgram            {b62:40} =
deepai              {url:36-60}
clarifai|monkeylearn {b62:32} {hex:40}
edenai              {b62:36}.{b62:92}.{url:43}
wandb|weightsandbiases {xdig:40} !
cursor              key_{xdig:64}
elevenlabs          sk_{hex:48} =
pinecone            {uid}
uclassify           {b62:12}
dandelion|cicero|lexigram|paralleldots {b62:32} {b62:40} {b62:43}
happyscribe         {b62:24-48}
speechtext|voicegain|clinchpad {hex:32}
azure[^a-z]{0,8}openai {hex:32}
"""
