"""What single commands do that can be told from their program and arguments, row by row: Windows.

Commands of PowerShell are told in the words of a Unix shell where there is one (see `powershell`);
the others stand here by their own names, in lower case.
"""

from __future__ import annotations

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.signs import Sign

_RUN_KEYS = (
    r"(?i)[\\/:](?:CurrentVersion[\\/](?:Run\w*|Policies[\\/]Explorer[\\/]Run|Winlogon|Image File Execution)"
    r"|Winlogon|Active Setup|AppInit_DLLs|UserInitMprLogonScript|Services[\\/])"
)
ROWS = (
    Sign(Kind.WEAKEN, "set-mppreference add-mppreference remove-mppreference", r"(?i)-Disable\w+|-Exclusion\w+|-\w*Scan\w*\s+\$?true|DefaultAction"),
    Sign(Kind.WEAKEN, "netsh", r"(?i)firewall\b.*(?:off|disable)|add\s+(?:rule|allowedprogram|portopening)"),
    Sign(Kind.WEAKEN, "set-netfirewallprofile disable-netfirewallrule new-netfirewallrule", r"(?i)-Enabled\s+false|Disable|-Action\s+Allow|\S"),
    Sign(Kind.WEAKEN, "set-executionpolicy", r"(?i)^(?!.*-Scope\s+Process).*(?:bypass|unrestricted)"),
    Sign(Kind.WEAKEN, "uninstall-windowsfeature disable-windowsoptionalfeature", r"(?i)defender"),
    Sign(Kind.WEAKEN, "sc net stop-service set-service", r"(?i)(?:stop|delete|config|disabled)?.*\b(?:WinDefend|mpssvc|wscsvc|Sense|wuauserv|eventlog|SecurityHealthService|sysmon\w*)\b"),
    Sign(Kind.WEAKEN, "reg set-itemproperty new-itemproperty sp", r"(?i)DisableAntiSpyware|DisableRealtimeMonitoring|EnableLUA|fDenyTSConnections|DisableTaskMgr|LocalAccountTokenFilterPolicy|UseLogonCredential"),
    Sign(Kind.WEAKEN, "enable-psremoting winrm set-wsmaninstance", r""),
    Sign(Kind.WEAKEN, "assign", r"(?i)amsi\w*|ScriptBlockLogging"),
    Sign(Kind.WEAKEN, "", r"(?i)AmsiUtils|amsiInitFailed|AmsiScanBuffer|EtwEventWrite", anchors=("amsi", "etwevent")),
    Sign(Kind.TLS_OFF, "assign", r"(?i)ServerCertificateValidationCallback|ServicePointManager.*Ssl3"),
    Sign(Kind.TLS_OFF, "export", r"(?i)\w*(?:SKIP_?CERT|SSL_NO_VERIFY|TLS_REJECT)\w*=[\"']?(?:1|0|true)"),
    Sign(Kind.TLS_OFF, "curl", r"(?i)-SkipCertificateCheck|--ssl-no-revoke"),
    Sign(Kind.TLS_OFF, "import-certificate certutil", r"(?i)-addstore\s+.*root|Cert:\\\w+\\Root", "root"),
    Sign(Kind.PERSIST, "register-scheduledtask new-scheduledtask set-scheduledtask", r"\S", "cron"),
    Sign(Kind.PERSIST, "schtasks", r"(?i)/create|/change", "cron"),
    Sign(Kind.PERSIST, "reg new-itemproperty set-itemproperty sp", _RUN_KEYS, "service"),
    Sign(Kind.PERSIST, "new-service sc", r"(?i)create|binpath|-BinaryPathName", "service"),
    Sign(Kind.PERSIST, "register-wmievent set-wmiinstance register-cimindicationevent register-objectevent", r"", "service"),
    Sign(Kind.PERSIST, "cp mv tee curl", r"(?i)Start Menu[\\/]Programs[\\/]Startup|\\Startup\\|\$PROFILE\b|WindowsPowerShell[\\/]\S*profile\.ps1", "service"),
    Sign(Kind.PRIVILEGE, "net", r"(?i)user\s+\S+\s+.*/add|localgroup\s+\S+\s+.*/add|group\s+.*/add|user\s+administrator\s+/active"),
    Sign(Kind.PRIVILEGE, "new-localuser add-localgroupmember add-adgroupmember new-aduser enable-localuser", r""),
    Sign(Kind.PRIVILEGE, "icacls takeown set-acl cacls", r"(?i)(?:everyone|users|\*S-1-1-0)\S*:\S*F|/f\s+\S*windows|System32"),
    Sign(Kind.TRACES, "clear-eventlog wevtutil remove-eventlog limit-eventlog", r"(?i)\bcl\b|clear|\S"),
    Sign(Kind.TRACES, "clear-history set-psreadlineoption", r"(?i)HistorySaveStyle\s+SaveNothing|^\s*$|\S"),
    Sign(Kind.TRACES, "rm", r"(?i)ConsoleHost_history|\\Prefetch|\.evtx|\$Recycle"),
    Sign(Kind.DESTROY, "vssadmin wbadmin", r"(?i)delete|resize"),
    Sign(Kind.DESTROY, "wmic", r"(?i)shadowcopy\s+delete"),
    Sign(Kind.DESTROY, "bcdedit", r"(?i)recoveryenabled\s+no|ignoreallfailures|/delete"),
    Sign(Kind.DESTROY, "format format-volume clear-disk remove-partition diskpart cipher", r"(?i)[a-z]:|-DriveLetter|/w:|clean|\S"),
    Sign(Kind.DESTROY, "rm", r"(?i)(?:-rf|-r|/s)\b.*(?:[A-Z]:[\\/]?(?:\*|Windows|Users|Program)?(?:\s|$|[\\/*])|\$env:(?:USERPROFILE|SystemRoot|HOMEDRIVE|windir)|\$HOME\b)"),
    Sign(Kind.SECRET, "cmdkey vaultcmd", r"(?i)/list"),
    Sign(Kind.SECRET, "reg", r"(?i)save\s+\S*HKLM[\\/](?:SAM|SYSTEM|SECURITY)"),
    Sign(Kind.SECRET, "rundll32", r"(?i)comsvcs\.dll.*MiniDump"),
    Sign(Kind.SECRET, "ntdsutil procdump mimikatz", r"\S"),
    Sign(Kind.SECRET, "netsh", r"(?i)wlan\s+show\s+profile.*key=clear"),
    Sign(Kind.SECRET, "convertfrom-securestring get-storedcredential get-wmiobject", r"(?i)-AsPlainText|\.Password|Win32_Process.*lsass"),
    Sign(Kind.FETCH_RUN, "mshta regsvr32 rundll32 msiexec installutil cmstp wmic hh", r"(?i)(?P<what>https?://\S+)|(?:javascript|vbscript):(?P<other>)"),
    Sign(Kind.FETCH_RUN, "powershell pwsh", r"(?i)(?:iex|invoke-expression).*(?:downloadstring|iwr|irm|invoke-web)"),
    Sign(Kind.HIDDEN_RUN, "powershell pwsh", r"(?i)\s-e(?:nc\w*)?\s+[A-Za-z0-9+/=]{24}|-(?:w|windowstyle)\s+hidden"),
    Sign(Kind.HIDDEN_RUN, "exec sh", r"(?i)-WindowStyle\s+hidden|-w(?:indowstyle)?\s+h(?:idden)?\b"),
    Sign(Kind.HIDDEN_RUN, "wscript cscript", r"(?i)/e:|//e:|\.(?:tmp|txt|dat|png|jpg)\b"),
    Sign(Kind.ENDPOINT, "netsh", r"(?i)winhttp\s+set\s+proxy\s+(?P<what>\S+)|portproxy\s+add\s+.*connectaddress=(?P<other>\S+)"),
    Sign(Kind.ENDPOINT, "reg set-itemproperty sp", r"(?i)Internet Settings.*Proxy(?:Server|Enable)"),
    Sign(Kind.TUNNEL, "plink", r"(?i)-R\s"),
)  # fmt: skip
