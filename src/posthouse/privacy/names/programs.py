"""Programs, languages and systems whose names read like those of people, bodies and places.

Nobody is protected by masking "Redis". Names of companies are not among them.
"""

from __future__ import annotations

from posthouse.privacy.words import words

PROGRAMS = words(
    # data, queues, search
    "redis memcached kafka rabbitmq rocketmq activemq pulsar zookeeper etcd consul nacos "
    "seata mysql mariadb postgres postgresql sqlite mongo mongodb elasticsearch kibana "
    "logstash clickhouse hadoop hdfs hbase hive spark airflow minio harbor ceph celery "
    "superset metabase "
    # servers, containers, watching
    "nginx tomcat jetty haproxy traefik gunicorn uvicorn docker podman containerd kubernetes "
    "kubectl istio ansible terraform vagrant grafana prometheus zabbix nagios jaeger "
    "zipkin skywalking sentry systemd crontab openstack qemu kvm virtualbox "
    # languages and what is written with them
    "python java javascript typescript golang kotlin scala haskell lua php perl django flask "
    "fastapi sqlalchemy pydantic scrapy pandas numpy scipy matplotlib pytorch "
    "tensorflow keras jupyter springboot mybatis hibernate dubbo laravel symfony rails react "
    "khtml gecko webkit redux vue vuex pinia nuxt nextjs "
    "angular svelte jquery tailwind nodejs deno electron "
    "flutter "
    # building, testing, writing
    "maven gradle cmake bazel npm yarn pnpm pip conda webpack vite rollup babel eslint "
    "prettier pytest junit jest cypress selenium playwright puppeteer swagger postman git "
    "gitlab gitea gerrit svn vim neovim emacs vscode pycharm intellij xcode curl wget openssl "
    "wireshark nmap "
    # systems and models
    "linux ubuntu debian centos fedora macos android ios excel powerpoint photoshop figma "
    "copilot chatgpt llama qwen deepseek ollama vllm langchain"
)
"""In small letters."""

LIKE_NAMES = words("jenkins flink helm claude bert rust apollo hudson ruby julia swift sonnet")
"""Programs that are called like somebody or something."""
