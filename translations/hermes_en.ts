<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Jobs</name>
    <message numerus="yes">
        <source>%n tenants</source>
        <translation>
            <numerusform>%n tenant</numerusform>
            <numerusform>%n tenants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TenantsToolbar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::ActPlanController</name>
    <message numerus="yes">
        <source>%1 %n tenants?</source>
        <extracomment>Title of the question; %1 is a verb of a button, &quot;Stop 3 tenants?&quot;</extracomment>
        <translation>
            <numerusform>%1 %n tenant?</numerusform>
            <numerusform>%1 %n tenants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are being answered just now.</source>
        <translation>
            <numerusform>%n conversation is being answered just now.</numerusform>
            <numerusform>%n conversations are being answered just now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answers %n conversations</source>
        <translation>
            <numerusform>answers %n conversation</numerusform>
            <numerusform>answers %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::AddHostController</name>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n field to fix</numerusform>
            <numerusform>%n fields to fix</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::AuditController</name>
    <message numerus="yes">
        <source>the latest %n entries</source>
        <translation>
            <numerusform>the latest entry</numerusform>
            <numerusform>the latest %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <comment>of the audit</comment>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries, each follows from the one before it; looked at %1</source>
        <extracomment>%n is the number of entries of the audit; %1 a time of day</extracomment>
        <translation>
            <numerusform>%n entry, nothing was changed; looked at %1</numerusform>
            <numerusform>%n entries, each follows from the one before it; looked at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries written to %1</source>
        <translation>
            <numerusform>%n entry written to %1</numerusform>
            <numerusform>%n entries written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::DrainController</name>
    <message numerus="yes">
        <source>%1 of %n away</source>
        <translation>
            <numerusform>%1 of %n away</numerusform>
            <numerusform>%1 of %n away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moving</source>
        <translation>
            <numerusform>%n moving</numerusform>
            <numerusform>%n moving</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>%n to go</numerusform>
            <numerusform>%n to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held up</source>
        <translation>
            <numerusform>%n held up</numerusform>
            <numerusform>%n held up</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostListModel</name>
    <message numerus="yes">
        <source>draining, %n left</source>
        <extracomment>Under the state of a host that is being emptied: so many tenants are left</extracomment>
        <translation>
            <numerusform>draining, %n left</numerusform>
            <numerusform>draining, %n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostSettingsController</name>
    <message numerus="yes">
        <source>%n taken; 0: as many as ports</source>
        <extracomment>Under the number of places of a host; %n of them are taken</extracomment>
        <translation>
            <numerusform>%n taken; 0: as many as ports</numerusform>
            <numerusform>%n taken; 0: as many as ports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are on it: they stay, and it takes no further one.</source>
        <translation>
            <numerusform>%n tenant is on it: it stays, and the host takes no further one.</numerusform>
            <numerusform>%n tenants are on it: they stay, and it takes no further one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n field to fix</numerusform>
            <numerusform>%n fields to fix</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostsController</name>
    <message numerus="yes">
        <source>%1 of %n core(s)</source>
        <translation>
            <numerusform>%1 of %n core</numerusform>
            <numerusform>%1 of %n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in use</source>
        <translation>
            <numerusform>%n in use</numerusform>
            <numerusform>%n in use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n host(s)</source>
        <translation>
            <numerusform>%1 of %n host</numerusform>
            <numerusform>%1 of %n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s), no limit</source>
        <translation>
            <numerusform>%n tenant, no limit</numerusform>
            <numerusform>%n tenants, no limit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n tenant(s) are placed on other hosts and need a scan each: what was on this machine is lost, conversations and WeChat logins with it.</source>
        <translation>
            <numerusform>Its %n tenant is placed on another host and needs a scan: what was on this machine is lost, conversations and WeChat login with it.</numerusform>
            <numerusform>Its %n tenants are placed on other hosts and need a scan each: what was on this machine is lost, conversations and WeChat logins with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::JobsController</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped by hand; %n tenants were left</source>
        <translation>
            <numerusform>Stopped by hand; %n tenant was left</numerusform>
            <numerusform>Stopped by hand; %n tenants were left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It stopped by itself; %n tenants were left</source>
        <translation>
            <numerusform>It stopped by itself; %n tenant was left</numerusform>
            <numerusform>It stopped by itself; %n tenants were left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::LeaksController</name>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::LinkController</name>
    <message numerus="yes">
        <source>Reading %n host(s), %1 answered</source>
        <translation>
            <numerusform>Reading %n host, %1 answered</numerusform>
            <numerusform>Reading %n hosts, %1 answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::NewTenantController</name>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n field to fix</numerusform>
            <numerusform>%n fields to fix</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::NoticeController</name>
    <message numerus="yes">
        <source>%n paid order(s) are not delivered</source>
        <translation>
            <numerusform>%n paid order is not delivered</numerusform>
            <numerusform>%n paid orders are not delivered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::OrdersController</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the latest %n order(s)</source>
        <extracomment>There are more orders than were read so far</extracomment>
        <translation>
            <numerusform>the latest order</numerusform>
            <numerusform>the latest %n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-off(s)</source>
        <translation>
            <numerusform>%n hand-off</numerusform>
            <numerusform>%n hand-offs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TenantsController</name>
    <message numerus="yes">
        <source>%1 of %n tenant(s)</source>
        <translation>
            <numerusform>%1 of %n tenant</numerusform>
            <numerusform>%1 of %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s)</source>
        <translation>
            <numerusform>%n tenant</numerusform>
            <numerusform>%n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%n degraded</numerusform>
            <numerusform>%n degraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n blocked</source>
        <translation>
            <numerusform>%n blocked</numerusform>
            <numerusform>%n blocked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n retrying</source>
        <translation>
            <numerusform>%n retrying</numerusform>
            <numerusform>%n retrying</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>room for %n more</source>
        <translation>
            <numerusform>room for %n more</numerusform>
            <numerusform>room for %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TrustController</name>
    <message numerus="yes">
        <source>Its %n tenant(s) show as Unknown until this is settled.</source>
        <translation>
            <numerusform>Its tenant shows as Unknown until this is settled.</numerusform>
            <numerusform>Its %n tenants show as Unknown until this is settled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same in all %n characters</source>
        <translation>
            <numerusform>Same in all %n characters</numerusform>
            <numerusform>Same in all %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::UpgradeController</name>
    <message numerus="yes">
        <source>Roll back %n tenants?</source>
        <extracomment>Title of the question</extracomment>
        <translation>
            <numerusform>Roll back %n tenant?</numerusform>
            <numerusform>Roll back %n tenants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Upgrade %n tenants?</source>
        <extracomment>Title of the question</extracomment>
        <translation>
            <numerusform>Upgrade %n tenant?</numerusform>
            <numerusform>Upgrade %n tenants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n tenants</source>
        <extracomment>Button</extracomment>
        <translation>
            <numerusform>Roll back %n tenant</numerusform>
            <numerusform>Roll back %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Upgrade %n tenants</source>
        <extracomment>Button</extracomment>
        <translation>
            <numerusform>Upgrade %n tenant</numerusform>
            <numerusform>Upgrade %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answers %n conversations</source>
        <translation>
            <numerusform>answers %n conversation</numerusform>
            <numerusform>answers %n conversations</numerusform>
        </translation>
    </message>
</context>
</TS>
