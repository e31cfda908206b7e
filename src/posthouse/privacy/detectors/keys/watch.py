"""Keys of monitoring, analytics and search (see models.py)."""

KEYS = r"""
grafana             glsa_{b62:32}_{xdig:8} glc_{any:32-400}{pad}
grafana-old         eyJrIjoi{b64:40-380}{pad}
newrelic            NR(AK|JS|II|RA|BR)-{b62:19-40}
newrelic-licence    {low:36}NRAL
newrelic-admin      NRAA-{hex:27}
newrelic-insights   NRI(I|Q)-{url:32}
sentry              sntrys_eyJ{any:60-400}{pad}
sentry-user         sntryu_{hex:64}
dynatrace           dt0[a-z]{dig:2}.{b62:24}.{b62:64}
honeycomb           hc[abxl]ik_{low:40-64}
posthog             phc_{url:41-44} phx_{url:41-60} ph[shra]_{url:41-62}
axiom               xa[aip][tp]-{uuid}
segment             sgp_{b62:64}
"""

SERVICES = r"""
algolia             {b62:32} {b62:10}
amplitude           {hex:32} =
apollo              {b62:22}
appfollow           eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.{b62:74}.{url:43}
appoptics           {url:71}
atera               {b62:32-56}
audd                {url:32}
autopilot           {hex:32-56}
betterstack         {b62:24}
databox             {any:21-45}
datadog|dd-|dd_     {b62:32}
envoy               {b62:220}
fullstory           {b64:88-112}
geckoboard          {b62:44}
honeycomb           {hex:32} {b62:22}
impala              {word:46-70}
klipfolio           {hex:40}
leadfeeder          {url:43-67}
logz                {uid}
looker              {b62:20} {b62:24}
madkudu             {hex:32-56}
metrilo             {b62:16}
newrelic            {any:4}-{any:42-66}
posthog             phx_{word:43}
prodpad             {hex:64}
qualaroo            {any:64-88}
raven               {url:16-40}
refiner             {uid}
segment             {url:43}.{url:43}
sentry              {hex:64}
shotstack           {b62:40}
sigopt              {b62:48}
splunk              {b62:22}
stitchdata          {word:35-59}
sumo                {b62:64} su{b62:12}
survicate           {b62:32}
swiftype            {b62:6}_{b62:6}-{b62:6}
uptimerobot         {b62:9}-{b62:24}
userflow            {word:29-53}
vyte                {b62:50}
"""
