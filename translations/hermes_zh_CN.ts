<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Access</name>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>Check the permissions of that file.</source>
        <translation>检查该文件的权限。</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 已损坏。</translation>
    </message>
    <message>
        <source>Mend or remove the file, then add the hosts again.</source>
        <translation>修复或移除该文件，然后重新添加主机。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of that directory.</source>
        <translation>检查该目录的权限和可用空间。</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Nothing under way</source>
        <translation>没有正在进行的任务</translation>
    </message>
    <message>
        <source>Upgrades, rollbacks, backups and restores that are begun in this window are shown here, with their progress and how they ended.</source>
        <translation>在此窗口中开始的升级、回滚、备份和恢复显示在这里，包括进度和结果。</translation>
    </message>
    <message>
        <source>Show tenants</source>
        <translation>显示租户</translation>
    </message>
    <message>
        <source>of this window; once it is closed, nothing more is begun</source>
        <translation>本窗口的任务；窗口关闭后不再开始新的</translation>
    </message>
    <message>
        <source>Jobs</source>
        <extracomment>Tab of what this window does in the background</extracomment>
        <translation>任务</translation>
    </message>
    <message>
        <source>Audit</source>
        <extracomment>Tab of what people and the worker did</extracomment>
        <translation>审计</translation>
    </message>
</context>
<context>
    <name>AddHostSheet</name>
    <message>
        <source>Add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>SSH address</source>
        <translation>SSH 地址</translation>
    </message>
    <message>
        <source>user@host:22</source>
        <translation>用户@主机:22</translation>
    </message>
    <message>
        <source>Signs in with</source>
        <translation>登录方式</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>SSH agent</source>
        <translation>SSH 代理</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>私钥文件</translation>
    </message>
    <message>
        <source>File …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>密钥口令</translation>
    </message>
    <message>
        <source>only if it has one</source>
        <translation>没有口令则留空</translation>
    </message>
    <message>
        <source>Places for tenants</source>
        <translation>租户名额</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Data root</source>
        <translation>数据目录</translation>
    </message>
    <message>
        <source>Next you compare the key the machine shows. Nothing is sent to it before you trust that key.</source>
        <translation>下一步核对这台机器出示的密钥。在你信任它之前，不会向它发送任何内容。</translation>
    </message>
</context>
<context>
    <name>AdoptSheet</name>
    <message>
        <source>Take over what runs on %1</source>
        <extracomment>Title of a sheet; %1 is a host</extracomment>
        <translation>接管 %1 上已运行的</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再找一次</translation>
    </message>
    <message>
        <source>Containers and directories that look like Hermes and were not made by this program. A tenant is made of a copy: the original is not changed, and a container is stopped for good and stays there under another name.</source>
        <translation>看起来是 Hermes、但不是本程序创建的容器和目录。租户由副本生成：原件不变；容器会永久停止，改名后留在原处。</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Nothing to take over</source>
        <translation>没有可接管的</translation>
    </message>
    <message>
        <source>Nothing on %1 looks like a Hermes that this program did not make.</source>
        <translation>%1 上没有看起来像 Hermes、且不是本程序创建的东西。</translation>
    </message>
    <message>
        <source>Tenant name</source>
        <translation>租户名称</translation>
    </message>
    <message>
        <source>it cannot change later</source>
        <translation>之后不能更改</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>one tenant per order</source>
        <translation>一个订单对应一个租户</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>将要执行</translation>
    </message>
    <message>
        <source>nothing is changed before you say so</source>
        <translation>在你确认之前不会改动任何东西</translation>
    </message>
    <message>
        <source>What changes for it</source>
        <extracomment>Head of a list: what of it is different once it was taken over</extracomment>
        <translation>对它有何变化</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>The file could not be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
    <message>
        <source>Choose another place, or make room there.</source>
        <translation>请换一个位置，或在那里腾出空间。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Clear the archive</source>
        <translation>清理归档</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Bind WeChat</source>
        <translation>绑定微信</translation>
    </message>
    <message>
        <source>Ask for a bind code</source>
        <translation>请求绑定二维码</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>销毁</translation>
    </message>
    <message>
        <source>Reason to destroy</source>
        <translation>销毁原因</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Home moved</source>
        <translation>主目录已迁移</translation>
    </message>
    <message>
        <source>Add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Take over host</source>
        <translation>接管主机</translation>
    </message>
    <message>
        <source>Cordon</source>
        <translation>停止分配</translation>
    </message>
    <message>
        <source>Moved off a lost host</source>
        <translation>从失去的主机迁出</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>迁空</translation>
    </message>
    <message>
        <source>End drain</source>
        <translation>结束迁空</translation>
    </message>
    <message>
        <source>Declare host lost</source>
        <translation>宣告主机失去</translation>
    </message>
    <message>
        <source>Remove host</source>
        <translation>移除主机</translation>
    </message>
    <message>
        <source>Change host settings</source>
        <translation>更改主机设置</translation>
    </message>
    <message>
        <source>Trust host key</source>
        <translation>信任主机密钥</translation>
    </message>
    <message>
        <source>Uncordon</source>
        <translation>恢复分配</translation>
    </message>
    <message>
        <source>Pin image</source>
        <translation>固定镜像</translation>
    </message>
    <message>
        <source>Pause, subscription over</source>
        <translation>暂停（订阅已到期）</translation>
    </message>
    <message>
        <source>Make anew</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>保存套餐</translation>
    </message>
    <message>
        <source>Change port</source>
        <translation>更换端口</translation>
    </message>
    <message>
        <source>Provision</source>
        <translation>开通</translation>
    </message>
    <message>
        <source>End archive</source>
        <translation>清除归档</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>隔离</translation>
    </message>
    <message>
        <source>Start, subscription active</source>
        <translation>启动（订阅已恢复）</translation>
    </message>
    <message>
        <source>Rebind</source>
        <translation>重新绑定</translation>
    </message>
    <message>
        <source>Move registry</source>
        <translation>迁移注册库</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Store secrets</source>
        <translation>保存密钥</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Unbind WeChat</source>
        <translation>解绑微信</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <extracomment>Of an entry of the audit: who did it</extracomment>
        <translation>操作者</translation>
    </message>
    <message>
        <source>Did</source>
        <extracomment>Of an entry of the audit: the code of what was done</extracomment>
        <translation>操作</translation>
    </message>
    <message>
        <source>To</source>
        <extracomment>Of an entry of the audit: to which tenant, host or order</extracomment>
        <translation>对象</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source>Issue keys</source>
        <translation>签发密钥</translation>
    </message>
    <message>
        <source>Revoke keys</source>
        <translation>吊销密钥</translation>
    </message>
    <message>
        <source>Tell the platform</source>
        <translation>回写平台</translation>
    </message>
    <message>
        <source>Put command line there</source>
        <translation>安装命令行</translation>
    </message>
    <message>
        <source>Remove command line</source>
        <translation>移除命令行</translation>
    </message>
    <message>
        <source>Take over a lost registry’s hosts</source>
        <translation>接管已丢失注册库的主机</translation>
    </message>
    <message>
        <source>Rebuild record</source>
        <translation>重建记录</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Of an entry of the audit: the fingerprint of the SSH key of who did it</extracomment>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address from</source>
        <translation>地址来源</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>worker</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款单</translation>
    </message>
</context>
<context>
    <name>AuditColumns</name>
    <message>
        <source>Time</source>
        <extracomment>Column: when something was done</extracomment>
        <translation>时间</translation>
    </message>
    <message>
        <source>Actor</source>
        <extracomment>Column: who did something</extracomment>
        <translation>操作者</translation>
    </message>
    <message>
        <source>Action</source>
        <extracomment>Column: what was done</extracomment>
        <translation>操作</translation>
    </message>
    <message>
        <source>Target</source>
        <extracomment>Column: to which tenant, host or order something was done</extracomment>
        <translation>对象</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Entry</source>
        <extracomment>Column: number of an entry of the audit</extracomment>
        <translation>条目</translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>No entry matches</source>
        <translation>没有匹配的条目</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>还没有任何操作</translation>
    </message>
    <message>
        <source>Nobody has done such a thing, or not since then.</source>
        <translation>没有人做过这样的操作，或在此期间没有。</translation>
    </message>
    <message>
        <source>Whatever people and the worker do to tenants, hosts and orders is kept here, and stays.</source>
        <translation>人员和 worker 对租户、主机和订单所做的一切都记录在此，且不会被删除。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>非实时</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>AuditPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>entry %1</source>
        <extracomment>Under the title of an entry of the audit; %1 is its number</extracomment>
        <translation>条目 %1</translation>
    </message>
</context>
<context>
    <name>AuditToolbar</name>
    <message>
        <source>Actor, target, reason, id</source>
        <translation>操作者、对象、原因、编号</translation>
    </message>
    <message>
        <source>Action</source>
        <extracomment>Filter of the audit by what was done</extracomment>
        <translation>操作</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>Filter of the audit by time</extracomment>
        <translation>时间</translation>
    </message>
    <message>
        <source>Verify</source>
        <extracomment>Button: has anybody changed an entry of the audit?</extracomment>
        <translation>校验</translation>
    </message>
    <message>
        <source>Verify that no entry was changed since it was written</source>
        <translation>校验是否有条目在写入后被改动</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write what is shown into a file</source>
        <translation>把所示内容写入文件</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>As CSV, for a spreadsheet …</source>
        <translation>导出为 CSV（用于电子表格）…</translation>
    </message>
    <message>
        <source>As JSON …</source>
        <translation>导出为 JSON…</translation>
    </message>
    <message>
        <source>Write the audit into</source>
        <translation>把审计写入</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
</context>
<context>
    <name>BackupLine</name>
    <message>
        <source>Restore …</source>
        <extracomment>Button: puts a tenant&apos;s home back to this backup; a question follows</extracomment>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Restore the one of %1</source>
        <extracomment>What a screen reader says for the button of one backup; %1 a day and time</extracomment>
        <translation>恢复 %1 的那份</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>before the restore of generation %1</source>
        <extracomment>A copy of a home: what it was before it was restored, or when its tenant was destroyed; %1 a number</extracomment>
        <translation>恢复第 %1 代之前</translation>
    </message>
    <message>
        <source>when it was destroyed, generation %1</source>
        <translation>销毁时，第 %1 代</translation>
    </message>
    <message>
        <source>its home before the restore of generation %1</source>
        <translation>恢复第 %1 代之前的主目录</translation>
    </message>
    <message>
        <source>its home when it was destroyed, generation %1</source>
        <translation>销毁时的主目录，第 %1 代</translation>
    </message>
    <message>
        <source>the backup of %1</source>
        <extracomment>%1 a day and time</extracomment>
        <translation>%1 的备份</translation>
    </message>
</context>
<context>
    <name>BackupsSection</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Backing up …</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>A backup copies its home into its archive on the host. Its agent stands still only while the home is read.</source>
        <translation>备份把主目录复制到它在主机上的归档里。智能体只在读取主目录时停顿。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
</context>
<context>
    <name>Bind</name>
    <message>
        <source>The binding was cancelled.</source>
        <translation>绑定已取消。</translation>
    </message>
    <message>
        <source>This WeChat is already bound to this tenant; nothing was changed.</source>
        <translation>此微信已绑定到该租户；未作任何更改。</translation>
    </message>
    <message>
        <source>This WeChat is bound to an older login of this tenant, whose credentials are in the host&apos;s archive.</source>
        <translation>此微信绑定的是该租户较早的一次登录，其凭据在主机的归档中。</translation>
    </message>
    <message>
        <source>The WeChat that scanned belongs to tenant %1.</source>
        <translation>扫码的微信属于租户 %1。</translation>
    </message>
    <message>
        <source>%1 is blocked: the WeChat that scanned belongs to tenant %2.</source>
        <translation>%1 受阻：扫码的微信属于租户 %2。</translation>
    </message>
    <message>
        <source>Nobody scanned the code of %1 in time.</source>
        <translation>%1 的绑定二维码未在时限内被扫描。</translation>
    </message>
    <message>
        <source>Show a new one: hermes-admin bind %1.</source>
        <translation>显示新的绑定二维码：hermes-admin bind %1。</translation>
    </message>
    <message>
        <source>The binding of %1 was cancelled.</source>
        <translation>%1 的绑定已取消。</translation>
    </message>
    <message>
        <source>%1 was not bound.</source>
        <translation>%1 未绑定。</translation>
    </message>
    <message>
        <source>Try again; if it fails again, run hermes-admin doctor.</source>
        <translation>重试；若再次失败，运行 hermes-admin doctor。</translation>
    </message>
    <message>
        <source>%1 is stopped.</source>
        <translation>%1 已停止。</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>先启动它。</translation>
    </message>
    <message>
        <source>Stopped showing the code of %1.</source>
        <translation>已停止显示 %1 的绑定二维码。</translation>
    </message>
    <message>
        <source>A customer who still confirms it is served when somebody binds again within 5 minutes.</source>
        <translation>客户若仍确认了该绑定二维码，只要 5 分钟内有人再次绑定，即可正常接入。</translation>
    </message>
    <message>
        <source>%1 is not being bound now.</source>
        <translation>%1 当前未在绑定。</translation>
    </message>
    <message>
        <source>Show a code first: hermes-admin bind %1.</source>
        <translation>先显示绑定二维码：hermes-admin bind %1。</translation>
    </message>
    <message>
        <source>The code on the phone has digits only.</source>
        <translation>手机上显示的验证码只含数字。</translation>
    </message>
    <message>
        <source>No worker is there to poll the login of %1.</source>
        <translation>没有正在运行的 worker 可以处理 %1 的登录。</translation>
    </message>
    <message>
        <source>Start one (hermes-admin worker), or leave --no-wait out.</source>
        <translation>请先启动一个（hermes-admin worker），或去掉 --no-wait。</translation>
    </message>
    <message>
        <source>One WeChat serves one tenant. Move it here (hermes-admin bind %2 --move-from %1), or give %1 another one (hermes-admin rebind %1) and bind %2 again. The new login is kept in the archive.</source>
        <translation>一个微信只服务一个租户。可以移到这里（hermes-admin bind %2 --move-from %1），或者给 %1 绑定另一个微信（hermes-admin rebind %1），再重新绑定 %2。新的登录保存在归档中。</translation>
    </message>
    <message>
        <source>One WeChat serves one tenant. Move it here (hermes-admin bind %2 --move-from %1), or scan with another WeChat. Nothing was discarded.</source>
        <translation>一个微信只服务一个租户。可以移到这里（hermes-admin bind %2 --move-from %1），或者用另一个微信扫码。没有丢弃任何内容。</translation>
    </message>
    <message>
        <source>The WeChat that scanned for %1 is held by %2, not by %3.</source>
        <translation>为 %1 扫码的微信属于 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>Name the holder: --move-from %1.</source>
        <translation>请指明持有者：--move-from %1。</translation>
    </message>
    <message>
        <source>No login of %1 waits for a decision about who has its WeChat.</source>
        <translation>%1 没有等待决定微信归属的登录。</translation>
    </message>
    <message>
        <source>Show a code and let the customer scan it: hermes-admin bind %1.</source>
        <translation>显示二维码让客户扫描：hermes-admin bind %1。</translation>
    </message>
    <message>
        <source>its WeChat goes to %1; it waits for another scan</source>
        <translation>其微信转给 %1；它等待另一次扫码</translation>
    </message>
    <message>
        <source>The archived login of %1 is empty.</source>
        <translation>%1 归档的登录是空的。</translation>
    </message>
    <message>
        <source>Let the customer scan again: hermes-admin bind %1.</source>
        <translation>让客户重新扫码：hermes-admin bind %1。</translation>
    </message>
</context>
<context>
    <name>BindSection</name>
    <message>
        <source>Code expires in</source>
        <translation>二维码剩余</translation>
    </message>
    <message>
        <source>Digits on the customer&apos;s phone</source>
        <translation>客户手机上的数字</translation>
    </message>
    <message>
        <source>Not accepted. Look at the phone again.</source>
        <translation>数字不对，请再看一眼手机。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Send digits</source>
        <translation>提交数字</translation>
    </message>
    <message>
        <source>Show a new code</source>
        <translation>重新出码</translation>
    </message>
    <message>
        <source>The binding is held up</source>
        <translation>绑定暂时受阻</translation>
    </message>
    <message>
        <source>Copy link</source>
        <extracomment>Button beside a bind code: puts the address that the code holds on the clipboard</extracomment>
        <translation>复制链接</translation>
    </message>
</context>
<context>
    <name>BusyBanner</name>
    <message>
        <source>They get 210 s to come to an end; what is not done by then is cut off.</source>
        <translation>给它们 210 秒收尾；届时未完成的会被切断。</translation>
    </message>
</context>
<context>
    <name>Claim</name>
    <message>
        <source>The host&apos;s claim file cannot be read.</source>
        <translation>无法读取主机的归属声明文件。</translation>
    </message>
    <message>
        <source>Look at %1 on the host; remove it only if no registry owns this host.</source>
        <translation>查看主机上的 %1；仅当没有任何注册库拥有此主机时才可移除它。</translation>
    </message>
    <message>
        <source>Host %1 belongs to another registry (platform %2).</source>
        <translation>主机 %1 属于另一个注册库（平台 %2）。</translation>
    </message>
    <message>
        <source>Use that registry, or, if it is lost, adopt its platform with --adopt-platform %1.</source>
        <translation>使用那个注册库；若它已丢失，用 --adopt-platform %1 接管其平台。</translation>
    </message>
    <message>
        <source>Host %1 was taken over by a newer copy of this registry (claim %2, ours is %3).</source>
        <translation>主机 %1 已被此注册库的较新副本接管（归属声明 %2，本注册库为 %3）。</translation>
    </message>
    <message>
        <source>Work with the newer registry; this one does nothing on the host any more.</source>
        <translation>使用较新的注册库；本注册库不再对该主机执行任何操作。</translation>
    </message>
    <message>
        <source>The claim of host %1 could not be written.</source>
        <translation>无法写入主机 %1 的归属声明。</translation>
    </message>
    <message>
        <source>Host %1 no longer carries this registry&apos;s claim.</source>
        <translation>主机 %1 上已没有此注册库的归属声明。</translation>
    </message>
    <message>
        <source>Find out who removed %1 on the host; add the host again if it is yours.</source>
        <translation>查明是谁移除了主机上的 %1；若主机归你所有，重新添加该主机。</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>The host could not be looked at.</source>
        <translation>无法查看该主机。</translation>
    </message>
    <message>
        <source>There is another hermes-admin on the host.</source>
        <translation>主机上已有另一个 hermes-admin。</translation>
    </message>
    <message>
        <source>Move it away; it was not put there by this program.</source>
        <translation>请先移走它；它不是由本程序放置的。</translation>
    </message>
    <message>
        <source>The worker there has no registry to work on.</source>
        <translation>那里的 worker 没有可用的注册库。</translation>
    </message>
    <message>
        <source>Give it settings that name the fleet&apos;s (--environment FILE): one of its own would claim the host a second time.</source>
        <translation>请用 --environment FILE 给出指明机群注册库的设置：它若自建注册库，会再次认领这台主机。</translation>
    </message>
    <message>
        <source>The program is for another kind of machine.</source>
        <translation>该程序适用于另一种机器。</translation>
    </message>
    <message>
        <source>the host: %1 %2, the program: Linux %3</source>
        <translation>主机：%1 %2，程序：Linux %3</translation>
    </message>
    <message>
        <source>Give one that was built for it: --from FILE.</source>
        <translation>请给出为其构建的程序：--from FILE。</translation>
    </message>
    <message>
        <source>The host&apos;s C library is too old for the program.</source>
        <translation>主机的 C 库对该程序来说太旧。</translation>
    </message>
    <message>
        <source>glibc %1 there, %2 is needed</source>
        <translation>主机为 glibc %1，需要 %2</translation>
    </message>
    <message>
        <source>Give one that was built on such a system: --from FILE.</source>
        <translation>请给出在同类系统上构建的程序：--from FILE。</translation>
    </message>
    <message>
        <source>The host has no room for the program.</source>
        <translation>主机上没有空间存放该程序。</translation>
    </message>
    <message>
        <source>Make room in the home of its SSH user.</source>
        <translation>请在其 SSH 用户的主目录中腾出空间。</translation>
    </message>
    <message>
        <source>The home of the host&apos;s user has an unusual name.</source>
        <translation>主机用户的主目录名称不寻常。</translation>
    </message>
    <message>
        <source>That key is let in already, with other rights.</source>
        <translation>该密钥已被允许登录，且权限不同。</translation>
    </message>
    <message>
        <source>Make another key for the backend, or remove its line on the host first.</source>
        <translation>请为后端另建一个密钥，或先在主机上删除它所在的行。</translation>
    </message>
    <message>
        <source>and remove its unit</source>
        <translation>并移除其 unit</translation>
    </message>
    <message>
        <source>settings and registry stay</source>
        <translation>设置和注册库保留</translation>
    </message>
    <message>
        <source>%1, %2 MiB; it is tried before it takes the place of another</source>
        <translation>%1，%2 MiB；先试运行，再取代原有的程序</translation>
    </message>
    <message>
        <source>it is not started by that</source>
        <translation>不会因此启动</translation>
    </message>
    <message>
        <source>now and with the machine</source>
        <translation>现在启动，并随机器启动</translation>
    </message>
    <message>
        <source>the backend&apos;s door is closed</source>
        <translation>关闭后端入口</translation>
    </message>
    <message>
        <source>one key may come to the backend&apos;s door, and to nothing else</source>
        <translation>一个密钥只能进入后端入口，别无其他权限</translation>
    </message>
    <message>
        <source>The link broke while the program was sent.</source>
        <translation>发送程序时连接中断。</translation>
    </message>
    <message>
        <source>What was there before is still there; do it again.</source>
        <translation>原有的程序仍在；请再试一次。</translation>
    </message>
    <message>
        <source>The program did not arrive as it was sent.</source>
        <translation>程序到达时与发送的不一致。</translation>
    </message>
    <message>
        <source>The program does not run on the host.</source>
        <translation>该程序无法在主机上运行。</translation>
    </message>
    <message>
        <source>What was there before is still there. Give one that was built for it: --from FILE.</source>
        <translation>原有的程序仍在。请给出为该主机构建的程序：--from FILE。</translation>
    </message>
    <message>
        <source>The program could not be put on the host.</source>
        <translation>无法把程序放到主机上。</translation>
    </message>
    <message>
        <source>What was there before is still there.</source>
        <translation>原有的程序仍在。</translation>
    </message>
    <message>
        <source>The host&apos;s user has no systemd of its own.</source>
        <translation>主机用户没有自己的 systemd。</translation>
    </message>
    <message>
        <source>Let it linger, as root there: loginctl enable-linger %1</source>
        <translation>请以 root 身份在那里启用 linger：loginctl enable-linger %1</translation>
    </message>
    <message>
        <source>The worker does not start on the host.</source>
        <translation>worker 无法在主机上启动。</translation>
    </message>
    <message>
        <source>Look there: journalctl --user -u hermes-admin-worker</source>
        <translation>请在那里查看：journalctl --user -u hermes-admin-worker</translation>
    </message>
    <message>
        <source>The program could not be removed.</source>
        <translation>无法移除该程序。</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>已分配</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>已绑定</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>可连接</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>已同步</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>An archived WeChat credentials file on the host is damaged.</source>
        <translation>主机上有一个归档的微信凭据文件已损坏。</translation>
    </message>
    <message>
        <source>Bind the tenant again.</source>
        <translation>重新绑定该租户。</translation>
    </message>
    <message>
        <source>The WeChat credentials on host %1 differ from what was written.</source>
        <translation>主机 %1 上的微信凭据与写入的内容不一致。</translation>
    </message>
    <message>
        <source>Check the host&apos;s disk; the confirmed login is kept in memory and written again.</source>
        <translation>检查主机的磁盘；已确认的登录保留在内存中，将再次写入。</translation>
    </message>
</context>
<context>
    <name>Database</name>
    <message>
        <source>Qt&apos;s SQLite driver is not installed</source>
        <translation>未安装 Qt 的 SQLite 驱动</translation>
    </message>
    <message>
        <source>Install the package libqt6sql6-sqlite (Debian) or reinstall this program</source>
        <translation>安装软件包 libqt6sql6-sqlite（Debian），或重新安装本程序</translation>
    </message>
    <message>
        <source>The database refused a value that is not allowed there</source>
        <translation>数据库拒绝了一个不允许的值</translation>
    </message>
    <message>
        <source>This is a fault of the program: please report it with the log</source>
        <translation>这是程序缺陷：附上日志进行报告</translation>
    </message>
    <message>
        <source>An entry that this one belongs to is not there (any more)</source>
        <translation>此条目所属的条目不存在（或已不存在）</translation>
    </message>
    <message>
        <source>Reload and try again</source>
        <translation>重新加载后重试</translation>
    </message>
    <message>
        <source>An entry that must be unique exists already</source>
        <translation>必须唯一的条目已存在</translation>
    </message>
    <message>
        <source>Reload to see it</source>
        <translation>重新加载即可看到它</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program</source>
        <translation>数据库 %1 已被另一个程序锁定</translation>
    </message>
    <message>
        <source>Wait until the other program has finished, then try again</source>
        <translation>等待另一个程序结束，然后重试</translation>
    </message>
    <message>
        <source>The database %1 cannot be written</source>
        <translation>无法写入数据库 %1</translation>
    </message>
    <message>
        <source>Make the file and its folder writable for you, or choose another data folder</source>
        <translation>使该文件及其文件夹对你可写，或选择其他数据文件夹</translation>
    </message>
    <message>
        <source>The disk failed to read or write the database %1</source>
        <translation>磁盘读写数据库 %1 失败</translation>
    </message>
    <message>
        <source>Check the disk and its free space</source>
        <translation>检查磁盘及其可用空间</translation>
    </message>
    <message>
        <source>The file %1 is damaged or is not a database</source>
        <translation>文件 %1 已损坏或不是数据库</translation>
    </message>
    <message>
        <source>Move it away and put back a copy of it, or rebuild the registry with fsck --rebuild</source>
        <translation>将其移走并放回一份副本，或用 fsck --rebuild 重建注册库</translation>
    </message>
    <message>
        <source>The disk that holds the database %1 is full</source>
        <translation>数据库 %1 所在的磁盘已满</translation>
    </message>
    <message>
        <source>Free some space, then try again</source>
        <translation>释放一些空间，然后重试</translation>
    </message>
    <message>
        <source>The database %1 cannot be opened</source>
        <translation>无法打开数据库 %1</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may read and write it</source>
        <translation>检查该文件夹是否存在，以及你是否有读写权限</translation>
    </message>
    <message>
        <source>The database %1 failed</source>
        <translation>数据库 %1 出错</translation>
    </message>
    <message>
        <source>Please report this with the log</source>
        <translation>附上日志报告此问题</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made</source>
        <translation>无法创建文件夹 %1</translation>
    </message>
    <message>
        <source>Choose a data folder that you may write</source>
        <translation>选择一个你可写入的数据文件夹</translation>
    </message>
    <message>
        <source>The database %1 would be on a network file system (%2), where locks cannot be trusted</source>
        <translation>数据库 %1 将位于网络文件系统（%2）上，其锁机制不可靠</translation>
    </message>
    <message>
        <source>Choose a data folder on a disk of this machine, or share the fleet through PostgreSQL</source>
        <translation>选择本机磁盘上的数据文件夹，或通过 PostgreSQL 共享主机群</translation>
    </message>
    <message>
        <source>The database %1 cannot be created</source>
        <translation>无法创建数据库 %1</translation>
    </message>
    <message>
        <source>The database was written by a newer version of this program (schema %1; this one knows %2)</source>
        <translation>数据库由本程序的较新版本写入（架构版本 %1；本程序支持到 %2）</translation>
    </message>
    <message>
        <source>Install the newer version</source>
        <translation>安装较新版本</translation>
    </message>
    <message>
        <source>No connection to the database got free in time</source>
        <translation>数据库连接未能及时空出</translation>
    </message>
    <message>
        <source>The database is slow or does not answer; it is tried again</source>
        <translation>数据库缓慢或没有应答；会再次尝试</translation>
    </message>
    <message>
        <source>This registry was moved</source>
        <translation>此注册库已迁走</translation>
    </message>
    <message>
        <source>Use the one that it was moved to (--registry or HERMES_ADMIN_REGISTRY)</source>
        <translation>请使用迁移后的注册库（--registry 或 HERMES_ADMIN_REGISTRY）</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached</source>
        <translation>无法连接数据库 %1</translation>
    </message>
    <message>
        <source>Check that the server runs and lets this user in (its password goes into a file named by ?passfile=)</source>
        <translation>请检查服务器正在运行并允许此用户登录（密码写在由 ?passfile= 指定的文件里）</translation>
    </message>
    <message>
        <source>The link to the database %1 was lost</source>
        <translation>与数据库 %1 的连接已中断</translation>
    </message>
    <message>
        <source>What was under way may or may not have happened; it is looked up again</source>
        <translation>正在进行的操作可能已生效也可能没有；会重新查看</translation>
    </message>
    <message>
        <source>This user may not do that in %1</source>
        <translation>此用户无权在 %1 中这样做</translation>
    </message>
    <message>
        <source>Let the user create in the database, or make the schema hermes_admin his</source>
        <translation>请允许该用户在数据库中创建对象，或把模式 hermes_admin 归他所有</translation>
    </message>
    <message>
        <source>The database %1 is out of resources</source>
        <translation>数据库 %1 资源不足</translation>
    </message>
    <message>
        <source>Free disk or connections on its server, then try again</source>
        <translation>请在其服务器上释放磁盘或连接，然后重试</translation>
    </message>
    <message>
        <source>The password file %1 cannot be read.</source>
        <translation>无法读取密码文件 %1。</translation>
    </message>
    <message>
        <source>Write one line HOST:PORT:DATABASE:USER:PASSWORD into it, with mode 0600.</source>
        <translation>在其中写一行 HOST:PORT:DATABASE:USER:PASSWORD，权限设为 0600。</translation>
    </message>
    <message>
        <source>Others may read or write the password file %1.</source>
        <translation>其他用户可以读写密码文件 %1。</translation>
    </message>
    <message>
        <source>chmod 600 %1</source>
        <translation>chmod 600 %1</translation>
    </message>
    <message>
        <source>A listener tells what changes in this database</source>
        <translation>此数据库的变化由监听器告知</translation>
    </message>
    <message>
        <source>This program was built without PostgreSQL.</source>
        <translation>本程序构建时未包含 PostgreSQL。</translation>
    </message>
    <message>
        <source>Use a registry of this machine (sqlite:PATH), or build with HERMES_POSTGRESQL=ON.</source>
        <translation>请使用本机的注册库（sqlite:PATH），或以 HERMES_POSTGRESQL=ON 构建。</translation>
    </message>
    <message>
        <source>Write postgresql://USER@HOST:PORT/DATABASE, with ?passfile=FILE for a password and &amp;via=USER@HOST to go through a machine by SSH.</source>
        <translation>请写成 postgresql://USER@HOST:PORT/DATABASE，密码用 ?passfile=FILE，经某台机器以 SSH 中转用 &amp;via=USER@HOST。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in the database&apos;s address has no value.</source>
        <translation>数据库地址中的 &apos;%1&apos; 没有值。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in the database&apos;s address is not known.</source>
        <translation>数据库地址中的 &apos;%1&apos; 无法识别。</translation>
    </message>
    <message>
        <source>The address of the database cannot be read.</source>
        <translation>无法解析数据库地址。</translation>
    </message>
    <message>
        <source>The address of the database holds a password.</source>
        <translation>数据库地址中含有密码。</translation>
    </message>
    <message>
        <source>The address names no database.</source>
        <translation>地址中没有数据库名。</translation>
    </message>
    <message>
        <source>A look at the database cannot change it</source>
        <translation>查看数据库时不能更改它</translation>
    </message>
    <message>
        <source>The question to %1 was cancelled</source>
        <translation>对 %1 的查询已取消</translation>
    </message>
</context>
<context>
    <name>Decide</name>
    <message>
        <source>Look at its log (hermes-admin logs %1), mend the cause, then: hermes-admin restart %1.</source>
        <translation>查看其日志（hermes-admin logs %1），排除原因，然后：hermes-admin restart %1。</translation>
    </message>
    <message>
        <source>The container ended with exit code %1.</source>
        <translation>容器已结束，退出码 %1。</translation>
    </message>
    <message>
        <source>Waiting for a WeChat scan.</source>
        <translation>等待微信扫码。</translation>
    </message>
    <message>
        <source>The agent has not polled WeChat since it started.</source>
        <translation>智能体自启动以来尚未轮询微信。</translation>
    </message>
    <message>
        <source>Look at its log: hermes-admin logs %1 --source gateway.</source>
        <translation>查看其日志：hermes-admin logs %1 --source gateway。</translation>
    </message>
    <message>
        <source>Bound; waiting for the first poll of WeChat.</source>
        <translation>已绑定；等待首次轮询微信。</translation>
    </message>
    <message>
        <source>WeChat ended the session: the account was bound elsewhere, or was unused for a day.</source>
        <translation>微信已结束会话：该账号在别处绑定，或已一天未使用。</translation>
    </message>
    <message>
        <source>Bind it again: hermes-admin rebind %1.</source>
        <translation>重新绑定：hermes-admin rebind %1。</translation>
    </message>
    <message>
        <source>The agent has stopped polling WeChat.</source>
        <translation>智能体已停止轮询微信。</translation>
    </message>
    <message>
        <source>The WeChat account in the home is not the one that was bound.</source>
        <translation>主目录中的微信账号不是已绑定的账号。</translation>
    </message>
    <message>
        <source>Restart it to write the bound account again: hermes-admin restart %1.</source>
        <translation>重启以再次写入已绑定的账号：hermes-admin restart %1。</translation>
    </message>
    <message>
        <source>A container named hermes-%1 that this program did not make is on the host.</source>
        <translation>主机上有一个名为 hermes-%1 的容器，并非由本程序创建。</translation>
    </message>
    <message>
        <source>Rename or remove that container on the host, then start the tenant again.</source>
        <translation>在主机上重命名或移除该容器，然后重新启动租户。</translation>
    </message>
    <message>
        <source>The host has a newer generation of this tenant than this registry knows.</source>
        <translation>主机上此租户的代比本注册库所知的更新。</translation>
    </message>
    <message>
        <source>Another registry or an old copy of this one is in use. Find out which is right before going on.</source>
        <translation>另一个注册库或本注册库的旧副本正在使用。先查明哪一个正确，再继续。</translation>
    </message>
    <message>
        <source>Free space on the host, then: hermes-admin start %1.</source>
        <translation>释放主机上的空间，然后：hermes-admin start %1。</translation>
    </message>
    <message>
        <source>After three tries it moves to another port by itself.</source>
        <translation>尝试三次后，它会自动换到另一个端口。</translation>
    </message>
    <message>
        <source>Put the image %1 on the host (docker pull or docker load), then: hermes-admin start %2.</source>
        <translation>将镜像 %1 放到主机上（docker pull 或 docker load），然后：hermes-admin start %2。</translation>
    </message>
    <message>
        <source>Add a host, or free a place on one, then start it again.</source>
        <translation>添加主机，或在某台主机上腾出一个位置，然后重新启动它。</translation>
    </message>
    <message>
        <source>Mend the cause, then: hermes-admin start %1.</source>
        <translation>排除原因，然后：hermes-admin start %1。</translation>
    </message>
    <message>
        <source>The agent finishes its answers; after 210 s it is ended.</source>
        <translation>代理正在完成已开始的回答；210 秒后将被结束。</translation>
    </message>
    <message>
        <source>Its secrets are being put on the host.</source>
        <translation>正在把它的密钥写入主机。</translation>
    </message>
    <message>
        <source>Its secrets never reached the host.</source>
        <translation>它的密钥未能到达主机。</translation>
    </message>
    <message>
        <source>Provision %1 again with the same arguments and its secrets.</source>
        <translation>请用相同的参数及其密钥再次开通 %1。</translation>
    </message>
    <message>
        <source>Its home is copied to the new host; it goes on serving meanwhile.</source>
        <translation>正在把它的主目录复制到新主机；期间继续服务。</translation>
    </message>
    <message>
        <source>Its home moves to the new host.</source>
        <translation>它的主目录正在迁往新主机。</translation>
    </message>
    <message>
        <source>Its home becomes what %1 holds.</source>
        <translation>它的主目录正在恢复为 %1 的内容。</translation>
    </message>
    <message>
        <source>Put Hermes on the host (hermes-admin host test says where it was looked for), then: hermes-admin start %1.</source>
        <translation>在主机上安装 Hermes（hermes-admin host test 会说明查找过的位置），然后：hermes-admin start %1。</translation>
    </message>
    <message>
        <source>The container whose home is to be taken over is no longer on the host.</source>
        <translation>要接管其主目录的容器已不在主机上。</translation>
    </message>
    <message>
        <source>Destroy %1, then adopt the directory of its home, if that is there: %2.</source>
        <translation>请销毁 %1，然后接管其主目录所在的目录（如果还在）：%2。</translation>
    </message>
    <message>
        <source>The container that served before finishes its answers and is stopped for good.</source>
        <translation>之前提供服务的容器会答完当前的回复，然后永久停止。</translation>
    </message>
    <message>
        <source>Its home is read from %1.</source>
        <translation>从 %1 读取其主目录。</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>an invented fleet</source>
        <translation>虚构的机群</translation>
    </message>
    <message>
        <source>No live data: the registry does not answer</source>
        <translation>没有实时数据：注册库没有应答</translation>
    </message>
    <message>
        <source>Look whether the machine with the database is up, then try again.</source>
        <translation>请检查数据库所在的机器是否在线，然后重试。</translation>
    </message>
    <message>
        <source>There is no tenant %1</source>
        <translation>没有名为 %1 的租户</translation>
    </message>
    <message>
        <source>cordoned</source>
        <translation>已停止分配</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>SILICONFLOW_API_KEY is missing</source>
        <translation>缺少 SILICONFLOW_API_KEY</translation>
    </message>
    <message>
        <source>Reserve ports</source>
        <translation>预留端口</translation>
    </message>
    <message>
        <source>8714 dashboard, 8715 API, loopback only</source>
        <translation>8714 面板，8715 API，仅限本机回环</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>nousresearch/hermes-agent:0.13.0, already there</source>
        <translation>nousresearch/hermes-agent:0.13.0，主机已有</translation>
    </message>
    <message>
        <source>Write its home</source>
        <translation>写入主目录</translation>
    </message>
    <message>
        <source>.env, config.yaml, 14 skills bind-mounted</source>
        <translation>.env、config.yaml，挂载 14 个技能</translation>
    </message>
    <message>
        <source>Create container</source>
        <translation>创建容器</translation>
    </message>
    <message>
        <source>%1, generation 1, 2 CPU, 4 GB</source>
        <translation>%1，第 1 代，2 CPU，4 GB</translation>
    </message>
    <message>
        <source>Start and wait</source>
        <translation>启动并等待</translation>
    </message>
    <message>
        <source>until healthy and itself; usually 27 s, at most 3 min</source>
        <translation>直到健康且身份一致；通常 27 秒，最多 3 分钟</translation>
    </message>
    <message>
        <source>Show the bind code</source>
        <translation>显示绑定二维码</translation>
    </message>
    <message>
        <source>ready once the customer has scanned</source>
        <translation>客户扫码后即就绪</translation>
    </message>
    <message>
        <source>Nobody scanned within 8 minutes.</source>
        <translation>8 分钟内没有人扫码。</translation>
    </message>
    <message>
        <source>Its key is not trusted yet</source>
        <translation>它的密钥还没有被信任</translation>
    </message>
    <message>
        <source>Compare the key; nothing is sent before.</source>
        <translation>请核对密钥；在此之前不会发送任何内容。</translation>
    </message>
    <message>
        <source>since 3 April 2026, by mei@ops-mac</source>
        <translation>自 2026 年 4 月 3 日起，由 mei@ops-mac 信任</translation>
    </message>
    <message>
        <source>signed in as ops, aes128-gcm</source>
        <translation>以 ops 登录，aes128-gcm</translation>
    </message>
    <message>
        <source>engine 20.10.24, API 1.41</source>
        <translation>引擎 20.10.24，API 1.41</translation>
    </message>
    <message>
        <source>ours, claim 1</source>
        <translation>归本机群，认领号 1</translation>
    </message>
    <message>
        <source>nousresearch/hermes-agent:0.13.0</source>
        <translation>nousresearch/hermes-agent:0.13.0</translation>
    </message>
    <message>
        <source>93 % full</source>
        <translation>已用 93 %</translation>
    </message>
    <message>
        <source>Remove old images on the host.</source>
        <translation>请删除这台主机上的旧镜像。</translation>
    </message>
    <message>
        <source>Writing config.yaml timed out after 30 s; nothing half-written is left.</source>
        <translation>写入 config.yaml 超过 30 秒；没有留下写了一半的文件。</translation>
    </message>
    <message>
        <source>No answer on port 22, 3 tries over a fresh connection since 13:34:52</source>
        <translation>22 端口没有应答，自 13:34:52 起新建连接试过 3 次</translation>
    </message>
    <message>
        <source>2 tenants show as Unknown. They may well be running; nothing is moved by itself.</source>
        <translation>2 个租户显示为“未知”。它们很可能仍在运行；不会自动迁移。</translation>
    </message>
    <message>
        <source>27 s</source>
        <translation>27 秒</translation>
    </message>
    <message>
        <source>34 s</source>
        <translation>34 秒</translation>
    </message>
    <message>
        <source>code %1 issued</source>
        <translation>签发第 %1 张码</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>没有启动</translation>
    </message>
    <message>
        <source>4 days</source>
        <translation>4 天</translation>
    </message>
    <message>
        <source>200 in 3 ms</source>
        <translation>200，3 毫秒</translation>
    </message>
    <message>
        <source>token refused</source>
        <translation>令牌被拒</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>1 s ago</source>
        <translation>1 秒前</translation>
    </message>
    <message>
        <source>generation %1</source>
        <translation>第 %1 代</translation>
    </message>
    <message>
        <source>healthy, 4 ms, identity matches</source>
        <translation>健康，4 毫秒，身份一致</translation>
    </message>
    <message>
        <source>Archive the WeChat login of %1</source>
        <translation>归档 %1 的微信登录</translation>
    </message>
    <message>
        <source>copied and read back before anything goes</source>
        <translation>先复制并读回核对，再移除任何内容</translation>
    </message>
    <message>
        <source>Stop the container %1</source>
        <translation>停止容器 %1</translation>
    </message>
    <message>
        <source>on %1, up to 210 s to finish answers</source>
        <translation>在 %1 上，最多 210 秒完成回答</translation>
    </message>
    <message>
        <source>Remove the container %1</source>
        <translation>移除容器 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1</translation>
    </message>
    <message>
        <source>Take the WeChat from %1</source>
        <translation>从 %1 取走微信</translation>
    </message>
    <message>
        <source>it waits for another scan</source>
        <translation>它等待另一次扫码</translation>
    </message>
    <message>
        <source>Show a bind code</source>
        <translation>显示绑定二维码</translation>
    </message>
    <message>
        <source>nothing changes before the scan</source>
        <translation>扫码之前不作任何更改</translation>
    </message>
    <message>
        <source>Pack the home of %1</source>
        <translation>打包 %1 的主目录</translation>
    </message>
    <message>
        <source>into the archive on %1</source>
        <translation>存入 %1 上的归档</translation>
    </message>
    <message>
        <source>Create the container %1</source>
        <translation>创建容器 %1</translation>
    </message>
    <message>
        <source>generation %1, the same home</source>
        <translation>第 %1 代，主目录不变</translation>
    </message>
    <message>
        <source>No tenant of this registry has it.</source>
        <translation>本注册库中没有租户拥有它。</translation>
    </message>
    <message>
        <source>Repairing stops it and puts it aside; nothing is deleted.</source>
        <translation>修复会停止它并搁置一旁；不删除任何内容。</translation>
    </message>
    <message>
        <source>It is generation 3; 4 is wanted.</source>
        <translation>它是第 3 代；应为第 4 代。</translation>
    </message>
    <message>
        <source>Its tenant is not in this registry.</source>
        <translation>它的租户不在本注册库中。</translation>
    </message>
    <message>
        <source>It holds a customer&apos;s data: look at it, then remove it by hand on the host.</source>
        <translation>其中有客户数据：请先查看，再到主机上手动删除。</translation>
    </message>
    <message>
        <source>There is no such tenant.</source>
        <translation>没有这个租户。</translation>
    </message>
    <message>
        <source>Copy its home to %1</source>
        <translation>把主目录复制到 %1</translation>
    </message>
    <message>
        <source>it goes on serving meanwhile</source>
        <translation>期间继续服务</translation>
    </message>
    <message>
        <source>Stop and remove the container on %1</source>
        <translation>停止并移除 %1 上的容器</translation>
    </message>
    <message>
        <source>up to 210 s to finish answers</source>
        <translation>最多 210 秒完成回答</translation>
    </message>
    <message>
        <source>Bring the rest over</source>
        <translation>迁移其余内容</translation>
    </message>
    <message>
        <source>every file is compared</source>
        <translation>逐个文件比对</translation>
    </message>
    <message>
        <source>Create the container on %1</source>
        <translation>在 %1 上创建容器</translation>
    </message>
    <message>
        <source>generation %1, the same home and WeChat</source>
        <translation>第 %1 代，主目录和微信不变</translation>
    </message>
    <message>
        <source>Wipe what is left on %1</source>
        <translation>清除 %1 上的残留</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>the host&apos;s own Hermes 0.13.0</source>
        <translation>主机自己的 Hermes 0.13.0</translation>
    </message>
    <message>
        <source>.env, config.yaml, 14 skills linked</source>
        <translation>.env、config.yaml、14 个技能（链接）</translation>
    </message>
    <message>
        <source>Create the systemd unit</source>
        <translation>创建 systemd 单元</translation>
    </message>
    <message>
        <source>Host %1 still has prefab tenants</source>
        <translation>主机 %1 上还有预制租户</translation>
    </message>
    <message>
        <source>Move or destroy them first</source>
        <translation>请先迁走或销毁它们</translation>
    </message>
    <message>
        <source>full: %1 of %2 tenants</source>
        <translation>已满：%1/%2 个租户</translation>
    </message>
    <message>
        <source>The secrets of &apos;%1&apos; are being put on its host</source>
        <translation>“%1”的密钥正在放到其主机上</translation>
    </message>
    <message>
        <source>Wait until it is provisioned</source>
        <translation>请等到开通完成</translation>
    </message>
    <message>
        <source>There is already a tenant %1.</source>
        <translation>已经有租户 %1。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Its dashboard is reached from the host itself only (it was from %1).</source>
        <translation>它的控制台只能从主机本身访问（原来可从 %1 访问）。</translation>
    </message>
    <message>
        <source>Into its .env go from its environment: %1.</source>
        <translation>以下环境变量会写入它的 .env：%1。</translation>
    </message>
    <message>
        <source>Its home %1 is inside the container. Copy it out (docker cp %2:%1 DIR), stop the container, and adopt DIR.</source>
        <translation>它的主目录 %1 在容器内部。请先复制出来（docker cp %2:%1 DIR），停止容器，再接管 DIR。</translation>
    </message>
    <message>
        <source>Stop the old container %1</source>
        <translation>停止旧容器 %1</translation>
    </message>
    <message>
        <source>for good, up to 210 s for its answers; it stays there as %1</source>
        <translation>永久停止，最多等 210 秒答完；以 %1 之名留在原处</translation>
    </message>
    <message>
        <source>Take over the home of %1</source>
        <translation>接管 %1 的主目录</translation>
    </message>
    <message>
        <source>a copy, every file compared; the original is not changed</source>
        <translation>复制一份，逐个文件比对；原件不变</translation>
    </message>
    <message>
        <source>Restore the home of %1</source>
        <translation>还原 %1 的主目录</translation>
    </message>
    <message>
        <source>with its port and its WeChat login</source>
        <translation>沿用它的端口和微信登录</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>设置已更改</translation>
    </message>
    <message>
        <source>Takes tenants again</source>
        <translation>恢复分配</translation>
    </message>
    <message>
        <source>Key trusted</source>
        <translation>已信任密钥</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>No host can take this tenant.</source>
        <translation>没有主机可容纳此租户。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 无应答。</translation>
    </message>
    <message>
        <source>Look whether the machine is up, then try again.</source>
        <translation>请查看机器是否在运行，然后重试。</translation>
    </message>
    <message>
        <source>from %1; what it is now is kept</source>
        <translation>来自 %1；现在的内容会保留</translation>
    </message>
    <message>
        <source>%1 was never healthy within 3 min.</source>
        <translation>%1 在 3 分钟内一直不健康。</translation>
    </message>
    <message>
        <source>Roll it back, or look at its log.</source>
        <translation>请回滚，或查看其日志。</translation>
    </message>
    <message>
        <source>Stopped: what was not begun stays as it is.</source>
        <translation>已停止：尚未开始的保持原样。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no image.</source>
        <translation>&apos;%1&apos; 不是镜像。</translation>
    </message>
    <message>
        <source>Write REPOSITORY:TAG.</source>
        <translation>请写成 REPOSITORY:TAG。</translation>
    </message>
    <message>
        <source>Find the image %1</source>
        <translation>查找镜像 %1</translation>
    </message>
    <message>
        <source>pull it if the host lacks it</source>
        <translation>主机上没有时拉取</translation>
    </message>
    <message>
        <source>paid %1, transaction %2</source>
        <translation>付款 %1，交易单号 %2</translation>
    </message>
    <message>
        <source>no payment for this order</source>
        <translation>此订单没有付款</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>创建于 %1</translation>
    </message>
    <message>
        <source>created %1, not written since</source>
        <translation>创建于 %1，此后未写入</translation>
    </message>
    <message>
        <source>no subscription for this order</source>
        <translation>此订单没有订阅</translation>
    </message>
    <message>
        <source>plan %1</source>
        <translation>套餐 %1</translation>
    </message>
    <message>
        <source>nobody has asked for one</source>
        <translation>没有人请求过</translation>
    </message>
    <message>
        <source>ready since %1</source>
        <translation>%1 起就绪</translation>
    </message>
    <message>
        <source>asked for %1</source>
        <translation>申请于 %1</translation>
    </message>
    <message>
        <source>4 of 5 hosts listed; ecs-bj-01 not seen for 6 min</source>
        <translation>已列出 4/5 台主机；ecs-bj-01 已 6 分钟未观测到</translation>
    </message>
    <message>
        <source>container %1</source>
        <translation>容器 %1</translation>
    </message>
    <message>
        <source>The platform&apos;s database does not answer</source>
        <translation>平台数据库无应答</translation>
    </message>
    <message>
        <source>Look whether it is up, then try again.</source>
        <translation>请查看它是否在运行，然后重试。</translation>
    </message>
    <message>
        <source>There is no order %1</source>
        <translation>没有订单 %1</translation>
    </message>
    <message>
        <source>It may have been another platform&apos;s. Search for it among all orders.</source>
        <translation>它可能属于另一个平台。请在全部订单中查找。</translation>
    </message>
    <message>
        <source>Nothing was done: the order was changed by %1 %2 s ago</source>
        <translation>什么也没做：%2 秒前 %1 更改了此订单</translation>
    </message>
    <message>
        <source>Reload it, then see whether it still needs this.</source>
        <translation>请重新载入，再看是否仍需处理。</translation>
    </message>
    <message>
        <source>A note is missing</source>
        <translation>缺少备注</translation>
    </message>
    <message>
        <source>Say in a few words why.</source>
        <translation>请用几个字说明原因。</translation>
    </message>
    <message>
        <source>The platform did not answer within 10 s</source>
        <translation>平台 10 秒内没有应答</translation>
    </message>
    <message>
        <source>Press again: what was done already is not done twice.</source>
        <translation>请再按一次：已完成的不会重复执行。</translation>
    </message>
    <message>
        <source>new phone, customer on the line</source>
        <translation>换了新手机，客户在线等候</translation>
    </message>
    <message>
        <source>disk was full, is mended</source>
        <translation>磁盘曾写满，已修好</translation>
    </message>
    <message>
        <source>disk replacement at 15:00</source>
        <translation>15:00 更换磁盘</translation>
    </message>
    <message>
        <source>test over; name typed</source>
        <translation>测试结束；已输入名称</translation>
    </message>
    <message>
        <source>The audit record was changed: entry %1 does not follow from the one before it</source>
        <translation>审计记录被改动：条目 %1 与前一条不衔接</translation>
    </message>
    <message>
        <source>Compare it with a backup of the registry; everything before entry %1 is intact</source>
        <translation>请与注册库的备份比对；条目 %1 之前的内容完好</translation>
    </message>
    <message>
        <source>she paid again; wants the second one back</source>
        <translation>客户重复付款，要求退回第二笔</translation>
    </message>
    <message>
        <source>Nothing was done: something else is proposed for the order now</source>
        <translation>未执行任何操作：现在对该订单建议的是另一项操作</translation>
    </message>
    <message>
        <source>refund %1, approved by %2, handed off by %3</source>
        <translation>退款单 %1，由 %2 批准，由 %3 移交</translation>
    </message>
</context>
<context>
    <name>DestroyDialog</name>
    <message>
        <source>Destroy %1?</source>
        <extracomment>Title of the question; %1 is a tenant&apos;s name</extracomment>
        <translation>销毁 %1？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Destroy %1</source>
        <translation>销毁 %1</translation>
    </message>
    <message>
        <source>This removes, on %1:</source>
        <translation>将在 %1 上移除：</translation>
    </message>
    <message>
        <source>This removes:</source>
        <translation>将移除：</translation>
    </message>
    <message>
        <source>Its WeChat token stays in the archive, so it can be bound again. No other tenant is touched.</source>
        <translation>它的微信令牌保留在归档中，之后仍可重新绑定。不会影响其他租户。</translation>
    </message>
    <message>
        <source>Name of the tenant</source>
        <translation>租户名称</translation>
    </message>
</context>
<context>
    <name>Docker</name>
    <message>
        <source>Nothing is known about what the engine did; look again before repeating it.</source>
        <translation>无法得知引擎执行了什么；重复操作前先再次查看。</translation>
    </message>
    <message>
        <source>Hermes Admin speaks the Docker API 1.40 to 1.47: Docker 19.03 or later on the host, or a newer Hermes Admin.</source>
        <translation>Hermes Admin 支持 Docker API 1.40 至 1.47：主机上需要 Docker 19.03 或更高版本，或使用更新的 Hermes Admin。</translation>
    </message>
    <message>
        <source>Free space on the host&apos;s disk, then repeat.</source>
        <translation>释放主机磁盘空间，然后重试。</translation>
    </message>
    <message>
        <source>Something else holds it; free it or choose another, then repeat.</source>
        <translation>它已被其他对象占用；释放它或另选一个，然后重试。</translation>
    </message>
    <message>
        <source>Pull the image, or load it on the host, then repeat.</source>
        <translation>拉取镜像，或在主机上加载镜像，然后重试。</translation>
    </message>
    <message>
        <source>It may have been removed meanwhile; refresh the list.</source>
        <translation>它可能已在此期间被移除；刷新列表。</translation>
    </message>
    <message>
        <source>Read the engine&apos;s log on the host (journalctl -u docker), then repeat.</source>
        <translation>查看主机上引擎的日志（journalctl -u docker），然后重试。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>All connections to the engine are busy</source>
        <translation>到引擎的所有连接都在忙</translation>
    </message>
    <message>
        <source>The Docker engine does not answer as it should</source>
        <translation>Docker 引擎的应答异常</translation>
    </message>
    <message>
        <source>What answers is not a Docker engine</source>
        <translation>应答方不是 Docker 引擎</translation>
    </message>
    <message>
        <source>The Docker engine is too old</source>
        <translation>Docker 引擎版本过旧</translation>
    </message>
    <message>
        <source>The connection broke in the middle of an answer</source>
        <translation>连接在应答中途断开</translation>
    </message>
    <message>
        <source>Nothing is known about what happened; look again.</source>
        <translation>无法得知发生了什么；再次查看。</translation>
    </message>
    <message>
        <source>The answer&apos;s head is too long</source>
        <translation>应答头过长</translation>
    </message>
    <message>
        <source>The answer is too large</source>
        <translation>应答过大</translation>
    </message>
    <message>
        <source>The answer is not HTTP</source>
        <translation>应答不是 HTTP</translation>
    </message>
    <message>
        <source>Check what listens at that address.</source>
        <translation>检查该地址上监听的是什么程序。</translation>
    </message>
    <message>
        <source>No name or id was given</source>
        <translation>未给出名称或 ID</translation>
    </message>
    <message>
        <source>Docker&apos;s information could not be read</source>
        <translation>无法读取 Docker 的信息</translation>
    </message>
    <message>
        <source>The containers could not be listed</source>
        <translation>无法列出容器</translation>
    </message>
    <message>
        <source>Container %1 could not be inspected</source>
        <translation>无法查看容器 %1 的详情</translation>
    </message>
    <message>
        <source>Container %1 could not be created</source>
        <translation>无法创建容器 %1</translation>
    </message>
    <message>
        <source>Container %1 could not be started</source>
        <translation>无法启动容器 %1</translation>
    </message>
    <message>
        <source>Container %1 could not be stopped</source>
        <translation>无法停止容器 %1</translation>
    </message>
    <message>
        <source>Container %1 could not be removed</source>
        <translation>无法移除容器 %1</translation>
    </message>
    <message>
        <source>The end of container %1 could not be waited for</source>
        <translation>无法等待容器 %1 结束</translation>
    </message>
    <message>
        <source>Files could not be written into container %1</source>
        <translation>无法将文件写入容器 %1</translation>
    </message>
    <message>
        <source>Files of container %1 could not be read</source>
        <translation>无法读取容器 %1 的文件</translation>
    </message>
    <message>
        <source>A file of container %1 could not be looked at</source>
        <translation>无法查看容器 %1 中的文件</translation>
    </message>
    <message>
        <source>The networks could not be listed</source>
        <translation>无法列出网络</translation>
    </message>
    <message>
        <source>Network %1 could not be created</source>
        <translation>无法创建网络 %1</translation>
    </message>
    <message>
        <source>Network %1 could not be inspected</source>
        <translation>无法查看网络 %1 的详情</translation>
    </message>
    <message>
        <source>Network %1 could not be removed</source>
        <translation>无法移除网络 %1</translation>
    </message>
    <message>
        <source>Volume %1 could not be created</source>
        <translation>无法创建卷 %1</translation>
    </message>
    <message>
        <source>Volume %1 could not be inspected</source>
        <translation>无法查看卷 %1 的详情</translation>
    </message>
    <message>
        <source>The volumes could not be listed</source>
        <translation>无法列出卷</translation>
    </message>
    <message>
        <source>Volume %1 could not be removed</source>
        <translation>无法移除卷 %1</translation>
    </message>
    <message>
        <source>Image %1 could not be inspected</source>
        <translation>无法查看镜像 %1 的详情</translation>
    </message>
    <message>
        <source>The engine reported</source>
        <translation>引擎报告</translation>
    </message>
    <message>
        <source>Image %1 could not be pulled</source>
        <translation>无法拉取镜像 %1</translation>
    </message>
    <message>
        <source>Docker&apos;s events could not be followed</source>
        <translation>无法跟踪 Docker 的事件</translation>
    </message>
    <message>
        <source>The engine ended the stream</source>
        <translation>引擎结束了数据流</translation>
    </message>
    <message>
        <source>The log of container %1 could not be read</source>
        <translation>无法读取容器 %1 的日志</translation>
    </message>
    <message>
        <source>A command could not be run in container %1</source>
        <translation>无法在容器 %1 中运行命令</translation>
    </message>
    <message>
        <source>Docker answered something that is not understood</source>
        <translation>Docker 的应答无法识别</translation>
    </message>
    <message>
        <source>Check that the socket belongs to a Docker engine, and its version.</source>
        <translation>检查该套接字是否属于 Docker 引擎及其版本。</translation>
    </message>
    <message>
        <source>The image could not be pulled</source>
        <translation>无法拉取镜像</translation>
    </message>
    <message>
        <source>Check the reference and that the host reaches the registry; then pull again.</source>
        <translation>核对镜像引用，确认主机能访问镜像仓库，然后重新拉取。</translation>
    </message>
    <message>
        <source>The archive cannot be read</source>
        <translation>无法读取归档</translation>
    </message>
    <message>
        <source>It was cut off or damaged on the way; read it again.</source>
        <translation>归档在传输途中被截断或损坏；重新读取。</translation>
    </message>
    <message>
        <source>Container %1 could not be renamed</source>
        <translation>容器 %1 无法重命名</translation>
    </message>
    <message>
        <source>Container %1 could not be paused</source>
        <translation>容器 %1 无法暂停</translation>
    </message>
    <message>
        <source>Container %1 could not be unpaused</source>
        <translation>容器 %1 无法继续运行</translation>
    </message>
    <message>
        <source>The restart policy of container %1 could not be changed</source>
        <translation>无法更改容器 %1 的重启策略</translation>
    </message>
    <message>
        <source>%1 of %2 layers unpacked</source>
        <translation>已解包 %1 / %2 层</translation>
    </message>
    <message>
        <source>%1 of %2 layers, %3 of %4 MB</source>
        <translation>%1 / %2 层，%3 / %4 MB</translation>
    </message>
</context>
<context>
    <name>DrainSection</name>
    <message>
        <source>Stop drain</source>
        <extracomment>Button: nobody else is moved off the host</extracomment>
        <translation>停止迁空</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: the drain that was stopped goes on</extracomment>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Effects</name>
    <message>
        <source>Tenant %1 was taken over by another process.</source>
        <translation>租户 %1 已被另一进程接管。</translation>
    </message>
    <message>
        <source>No such action.</source>
        <translation>没有此动作。</translation>
    </message>
    <message>
        <source>The archived WeChat credentials of %1 are empty.</source>
        <translation>%1 的已归档微信凭据为空。</translation>
    </message>
    <message>
        <source>Bind the tenant again.</source>
        <translation>重新绑定该租户。</translation>
    </message>
    <message>
        <source>Container %1 is not this tenant&apos;s; it was not removed.</source>
        <translation>容器 %1 不属于此租户，未予移除。</translation>
    </message>
    <message>
        <source>Tenant %1 was taken over by another process, or is to go elsewhere now.</source>
        <translation>租户 %1 已由另一个进程接管，或现在要去别处。</translation>
    </message>
    <message>
        <source>Container %1 was started again while its home was read.</source>
        <translation>读取主目录期间，容器 %1 又被启动了。</translation>
    </message>
    <message>
        <source>It is stopped again; find out who starts it.</source>
        <translation>它会再次被停止；请查明是谁启动了它。</translation>
    </message>
    <message>
        <source>The key hook of host %1 printed no answer.</source>
        <translation>主机 %1 的密钥钩子没有给出应答。</translation>
    </message>
    <message>
        <source>Mend %1 on the host (docs/tenant-keys.md).</source>
        <translation>请修复主机上的 %1（见 docs/tenant-keys.md）。</translation>
    </message>
    <message>
        <source>The keys of %1 can be neither issued nor revoked: host %2 has no key hook any more.</source>
        <translation>%1 的密钥既无法签发也无法吊销：主机 %2 上已没有密钥钩子。</translation>
    </message>
    <message>
        <source>Put %1 back (docs/tenant-keys.md); one that does nothing, if they are revoked already.</source>
        <translation>请恢复 %1（见 docs/tenant-keys.md）；若密钥已吊销，放一个什么都不做的程序即可。</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>Dedicated Basic</source>
        <translation>独享基础版</translation>
    </message>
    <message>
        <source>Dedicated Pro</source>
        <translation>独享专业版</translation>
    </message>
    <message>
        <source>The data directory %1 cannot be made.</source>
        <translation>无法创建数据目录 %1。</translation>
    </message>
    <message>
        <source>Choose another with --data-dir, or mend its permissions.</source>
        <translation>用 --data-dir 另选目录，或修正其权限。</translation>
    </message>
    <message>
        <source>%1 is blocked (%2): %3</source>
        <translation>%1 受阻（%2）：%3</translation>
    </message>
    <message>
        <source>%1 was changed meanwhile: it is now to be %2.</source>
        <translation>%1 在此期间被更改：现在应为 %2。</translation>
    </message>
    <message>
        <source>The journal says by whom.</source>
        <translation>日志中记录了操作者。</translation>
    </message>
    <message>
        <source>%1 was destroyed meanwhile.</source>
        <translation>%1 在此期间已被销毁。</translation>
    </message>
    <message>
        <source>The journal says by whom; provision it again if that was a mistake.</source>
        <translation>流水中记有操作者；若属误操作，重新开通即可。</translation>
    </message>
    <message>
        <source>%1 does not get on after %2 attempts: %3</source>
        <translation>%1 尝试 %2 次后仍无进展：%3</translation>
    </message>
    <message>
        <source>Mend the cause; the same command goes on from there.</source>
        <translation>排除原因后，执行同一命令即可从此处继续。</translation>
    </message>
    <message>
        <source>Cancelled. What was begun is in the journal; the same command goes on from there.</source>
        <translation>已取消。已开始的操作记在流水中；执行同一命令即可从此处继续。</translation>
    </message>
    <message>
        <source>%1 is still %2 and time is up.</source>
        <translation>%1 仍处于 %2，时限已到。</translation>
    </message>
    <message>
        <source>Nothing is lost: the same command goes on from there; --timeout gives more time.</source>
        <translation>没有任何丢失：执行同一命令即可从此处继续；用 --timeout 可延长时限。</translation>
    </message>
    <message>
        <source>%1 is not a host name of ours.</source>
        <translation>%1 不是有效的主机名称。</translation>
    </message>
    <message>
        <source>Use 1 to 63 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.</source>
        <translation>使用 1 到 63 个字符：a-z、0-9、点、连字符和下划线，以字母或数字开头。</translation>
    </message>
    <message>
        <source>A host needs an address and a user.</source>
        <translation>主机需要地址和用户。</translation>
    </message>
    <message>
        <source>Give both as USER@HOST[:PORT].</source>
        <translation>以 USER@HOST[:PORT] 的形式同时给出两者。</translation>
    </message>
    <message>
        <source>The key file %1 does not exist.</source>
        <translation>密钥文件 %1 不存在。</translation>
    </message>
    <message>
        <source>Give the path of a private key, or log in by agent or password.</source>
        <translation>给出私钥路径，或通过代理（agent）或密码登录。</translation>
    </message>
    <message>
        <source>%1-%2 is not a port range.</source>
        <translation>%1-%2 不是有效的端口范围。</translation>
    </message>
    <message>
        <source>The first port is at least 1024 and not above the last.</source>
        <translation>起始端口不得小于 1024，也不得大于结束端口。</translation>
    </message>
    <message>
        <source>Host %1 showed no key.</source>
        <translation>主机 %1 未出示密钥。</translation>
    </message>
    <message>
        <source>There is already a host %1 with other settings.</source>
        <translation>已存在设置不同的主机 %1。</translation>
    </message>
    <message>
        <source>Choose another name, or remove that host first.</source>
        <translation>另选名称，或先移除该主机。</translation>
    </message>
    <message>
        <source>This operator has no login for host %1.</source>
        <translation>此操作员没有主机 %1 的登录方式。</translation>
    </message>
    <message>
        <source>Host %1 shows another key than the one given; nothing was trusted.</source>
        <translation>主机 %1 出示的密钥与给定的不同；未信任任何密钥。</translation>
    </message>
    <message>
        <source>Shown %1, given %2.</source>
        <translation>出示 %1，给定 %2。</translation>
    </message>
    <message>
        <source>Ask whoever runs the host for its fingerprint (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and compare.</source>
        <translation>向主机管理者索取其指纹（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub）并比对。</translation>
    </message>
    <message>
        <source>The key of host %1 is not the one trusted before.</source>
        <translation>主机 %1 的密钥与此前信任的不同。</translation>
    </message>
    <message>
        <source>Trusted %1, shown %2.</source>
        <translation>已信任 %1，出示 %2。</translation>
    </message>
    <message>
        <source>If the host was really set up anew, replace the key on purpose; otherwise somebody may be in between.</source>
        <translation>若主机确已重新安装，则明确替换密钥；否则可能有人从中拦截。</translation>
    </message>
    <message>
        <source>Docker %1 (API %2), %3 CPUs, %4 MiB</source>
        <translation>Docker %1（API %2），%3 个 CPU，%4 MiB</translation>
    </message>
    <message>
        <source>The image %1 is not on the host.</source>
        <translation>主机上没有镜像 %1。</translation>
    </message>
    <message>
        <source>It is pulled at the first provision; without a registry, load it with docker load.</source>
        <translation>首次开通时会拉取；没有镜像仓库时，用 docker load 载入。</translation>
    </message>
    <message>
        <source>%1 is stopped: it has no container.</source>
        <translation>%1 已停止：没有容器。</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>先启动它。</translation>
    </message>
    <message>
        <source>%1 has no container yet.</source>
        <translation>%1 尚无容器。</translation>
    </message>
    <message>
        <source>Wait until it is provisioned.</source>
        <translation>等待开通完成。</translation>
    </message>
    <message>
        <source>the host answers</source>
        <translation>主机有应答</translation>
    </message>
    <message>
        <source>%1, generation %2</source>
        <translation>%1，第 %2 代</translation>
    </message>
    <message>
        <source>%1 containers</source>
        <translation>%1 个容器</translation>
    </message>
    <message>
        <source>this tenant&apos;s own dashboard answers, its gateway runs</source>
        <translation>此租户自己的面板有应答，网关正在运行</translation>
    </message>
    <message>
        <source>no WeChat is bound</source>
        <translation>未绑定微信</translation>
    </message>
    <message>
        <source>WeChat is polled with the bound account</source>
        <translation>正在用已绑定的账号轮询微信</translation>
    </message>
    <message>
        <source>There is no plan %1.</source>
        <translation>没有套餐 %1。</translation>
    </message>
    <message>
        <source>Plans: %1.</source>
        <translation>套餐：%1。</translation>
    </message>
    <message>
        <source>There is already a tenant %1.</source>
        <translation>已存在租户 %1。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>另选名称。</translation>
    </message>
    <message>
        <source>There is no host %1.</source>
        <translation>没有主机 %1。</translation>
    </message>
    <message>
        <source>%1 MiB, %2 CPUs</source>
        <translation>%1 MiB，%2 个 CPU</translation>
    </message>
    <message>
        <source>reserve a dashboard port</source>
        <translation>预留面板端口</translation>
    </message>
    <message>
        <source>pull it if the host lacks it</source>
        <translation>主机上没有时拉取</translation>
    </message>
    <message>
        <source>settings, identity, %n secrets</source>
        <translation>设置、身份、%n 项机密</translation>
    </message>
    <message>
        <source>wait until it is healthy and is itself</source>
        <translation>等待其健康并确认身份</translation>
    </message>
    <message>
        <source>wait for a WeChat scan</source>
        <translation>等待微信扫码</translation>
    </message>
    <message>
        <source>copy the WeChat credentials to the archive</source>
        <translation>将微信凭据复制到归档</translation>
    </message>
    <message>
        <source>on %1, up to 210 s to finish answers</source>
        <translation>在 %1 上，最多 210 秒以完成回答</translation>
    </message>
    <message>
        <source>show a code and wait for the scan</source>
        <translation>显示二维码并等待扫码</translation>
    </message>
    <message>
        <source>into the archive on %1</source>
        <translation>存入 %1 上的归档</translation>
    </message>
    <message>
        <source>home, volume and secrets on %1</source>
        <translation>%1 上的主目录、卷和机密</translation>
    </message>
    <message>
        <source>free after the cool-down</source>
        <translation>冷却期后释放</translation>
    </message>
    <message>
        <source>There is no plan for %1.</source>
        <translation>操作 %1 没有可列出的执行计划。</translation>
    </message>
    <message>
        <source>%1 is stopped.</source>
        <translation>%1 已停止。</translation>
    </message>
    <message>
        <source>Start it instead.</source>
        <translation>改用启动。</translation>
    </message>
    <message>
        <source>There is no verb %1.</source>
        <translation>没有操作 %1。</translation>
    </message>
    <message>
        <source>The data directory cannot be written.</source>
        <translation>数据目录无法写入。</translation>
    </message>
    <message>
        <source>Free some space, change its owner, or choose another with --data-dir.</source>
        <translation>请腾出一些空间、更改其所有者，或用 --data-dir 另选一个。</translation>
    </message>
    <message>
        <source>%1 runs, but does not serve its customer (%2).</source>
        <translation>%1 在运行，但未能服务客户（%2）。</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1 移除</translation>
    </message>
    <message>
        <source>%1 was not at rest in time.</source>
        <translation>%1 在限定时间内没有稳定下来。</translation>
    </message>
    <message>
        <source>The host of %1 does not answer the worker.</source>
        <translation>%1 所在的主机没有应答 worker。</translation>
    </message>
    <message>
        <source>The worker goes on by itself when the host is back.</source>
        <translation>主机恢复后，worker 会自动继续。</translation>
    </message>
    <message>
        <source>There never was a tenant %1.</source>
        <translation>从来没有租户 %1。</translation>
    </message>
    <message>
        <source>`hermes-admin list` names those that live.</source>
        <translation>`hermes-admin list` 列出现有租户。</translation>
    </message>
    <message>
        <source>%1 lives; only the archive of a destroyed tenant is ended.</source>
        <translation>%1 仍在使用；只能清除已销毁租户的归档。</translation>
    </message>
    <message>
        <source>Destroy it first: hermes-admin destroy %1.</source>
        <translation>请先销毁：hermes-admin destroy %1。</translation>
    </message>
    <message>
        <source>Host %1 answers; it is not gone.</source>
        <translation>主机 %1 有应答；它并未消失。</translation>
    </message>
    <message>
        <source>Destroy or move its tenants, then: hermes-admin host remove %1.</source>
        <translation>请先销毁或迁移其租户，再执行：hermes-admin host remove %1。</translation>
    </message>
    <message>
        <source>on %1; %2 conversations are being answered and get up to 210 s</source>
        <translation>在 %1 上；正在回答 %2 个会话，最多再给 210 秒</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no image.</source>
        <translation>&apos;%1&apos; 不是镜像。</translation>
    </message>
    <message>
        <source>Write REPOSITORY:TAG.</source>
        <translation>请写成 REPOSITORY:TAG。</translation>
    </message>
    <message>
        <source>%1 has no host yet.</source>
        <translation>%1 还没有主机。</translation>
    </message>
    <message>
        <source>%1 never had another image.</source>
        <translation>%1 从未用过别的镜像。</translation>
    </message>
    <message>
        <source>Name one: hermes-admin upgrade %1 --image REF.</source>
        <translation>请指定一个：hermes-admin upgrade %1 --image REF。</translation>
    </message>
    <message>
        <source>The image that %1 had is not on its host any more.</source>
        <translation>%1 以前的镜像已不在其主机上。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no machine to go through.</source>
        <translation>&apos;%1&apos; 不是可中转的机器。</translation>
    </message>
    <message>
        <source>Write via=USER@HOST:PORT.</source>
        <translation>请写成 via=USER@HOST:PORT。</translation>
    </message>
    <message>
        <source>the registry&apos;s host</source>
        <translation>注册库所在主机</translation>
    </message>
    <message>
        <source>It is not known as whom to log in at %1.</source>
        <translation>不知道以哪个用户登录 %1。</translation>
    </message>
    <message>
        <source>This registry was moved to %1.</source>
        <translation>此注册库已迁移到 %1。</translation>
    </message>
    <message>
        <source>Use that one: --registry or HERMES_ADMIN_REGISTRY. Was the move broken off, do it again: hermes-admin registry move --to URL.</source>
        <translation>请使用那一个：--registry 或 HERMES_ADMIN_REGISTRY。若迁移中断，请再执行一次：hermes-admin registry move --to URL。</translation>
    </message>
    <message>
        <source>%1 is another image on host %2 than the one that %3 runs.</source>
        <translation>主机 %2 上的 %1 与 %3 正在运行的镜像不同。</translation>
    </message>
    <message>
        <source>Carry the image over (docker save, docker load), or upgrade the tenant to that one first.</source>
        <translation>请把镜像带过去（docker save、docker load），或先把租户升级到那个镜像。</translation>
    </message>
    <message>
        <source>Host %1 has not got the image of %2.</source>
        <translation>主机 %1 上没有 %2 的镜像。</translation>
    </message>
    <message>
        <source>Put %1 there (docker pull or docker load).</source>
        <translation>请把 %1 放到那里（docker pull 或 docker load）。</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>to %1, while it goes on serving</source>
        <translation>到 %1，期间继续服务</translation>
    </message>
    <message>
        <source>the rest of it to %1; every file is compared</source>
        <translation>其余部分到 %1；逐个文件比对</translation>
    </message>
    <message>
        <source>what is left of it on %1</source>
        <translation>它在 %1 上的残留</translation>
    </message>
    <message>
        <source>Host %1 is reached through %2.</source>
        <translation>主机 %1 要经 %2 到达。</translation>
    </message>
    <message>
        <source>Remove %1 first, and add it with another way.</source>
        <translation>请先移除 %1，再以其他路径添加。</translation>
    </message>
    <message>
        <source>The way to host %1 goes round in a circle.</source>
        <translation>通往主机 %1 的路径形成了环。</translation>
    </message>
    <message>
        <source>Give another jump host, or none.</source>
        <translation>请换一台跳板主机，或不用跳板。</translation>
    </message>
    <message>
        <source>This operator has no login for the jump host %1.</source>
        <translation>此操作员没有跳板主机 %1 的登录方式。</translation>
    </message>
    <message>
        <source>Add it first: hermes-admin host add %1 --ssh USER@HOST.</source>
        <translation>请先添加它：hermes-admin host add %1 --ssh USER@HOST。</translation>
    </message>
    <message>
        <source>At least one backup has to stay.</source>
        <translation>至少要保留一份备份。</translation>
    </message>
    <message>
        <source>Nothing of %1 is kept any more.</source>
        <translation>%1 的数据已全部清除。</translation>
    </message>
    <message>
        <source>Packed homes are kept for 30 days; provision it anew.</source>
        <translation>打包的主目录只保留 30 天；请重新开通。</translation>
    </message>
    <message>
        <source>The archive of %1 has no backup &apos;%2&apos;.</source>
        <translation>%1 的归档中没有备份“%2”。</translation>
    </message>
    <message>
        <source>See what there is: hermes-admin restore %1 --list.</source>
        <translation>查看现有备份：hermes-admin restore %1 --list。</translation>
    </message>
    <message>
        <source>%1 has no backup.</source>
        <translation>%1 没有备份。</translation>
    </message>
    <message>
        <source>Make one: hermes-admin backup %1.</source>
        <translation>请先备份：hermes-admin backup %1。</translation>
    </message>
    <message>
        <source>Name one of what else there is: hermes-admin restore %1 --list.</source>
        <translation>请从其他存档中指定一份：hermes-admin restore %1 --list。</translation>
    </message>
    <message>
        <source>from %1; what it is now is kept in the archive</source>
        <translation>恢复自 %1；现有内容会保留在归档中</translation>
    </message>
    <message>
        <source>%1 is no path of Hermes.</source>
        <translation>%1 不是 Hermes 的路径。</translation>
    </message>
    <message>
        <source>Only prefab tenants run the host&apos;s own Hermes.</source>
        <translation>只有预制租户才运行主机自己的 Hermes。</translation>
    </message>
    <message>
        <source>Give its path on the host, such as /opt/hermes/.venv/bin/hermes.</source>
        <translation>给出它在主机上的路径，例如 /opt/hermes/.venv/bin/hermes。</translation>
    </message>
    <message>
        <source>Allow prefab tenants on the host too (--allow-prefab).</source>
        <translation>同时允许该主机接收预制租户（--allow-prefab）。</translation>
    </message>
    <message>
        <source>%1 has a container of its own; it does not become %2.</source>
        <translation>%1 有自己的容器；不能变为 %2。</translation>
    </message>
    <message>
        <source>A prefab tenant has no image: it runs the host&apos;s own Hermes.</source>
        <translation>预制租户没有镜像：它运行主机自己的 Hermes。</translation>
    </message>
    <message>
        <source>Leave --image out, or use --tier container.</source>
        <translation>去掉 --image，或使用 --tier container。</translation>
    </message>
    <message>
        <source>the host&apos;s own Hermes; it must be there</source>
        <translation>主机自己的 Hermes；必须已安装</translation>
    </message>
    <message>
        <source>%1 is a prefab tenant: it runs the host&apos;s own Hermes.</source>
        <translation>%1 是预制租户：它运行主机自己的 Hermes。</translation>
    </message>
    <message>
        <source>Upgrade Hermes on the host, then: hermes-admin restart %1.</source>
        <translation>升级主机上的 Hermes，然后：hermes-admin restart %1。</translation>
    </message>
    <message>
        <source>.env is for its owner alone (mode %1)</source>
        <translation>.env 只有所有者可读（权限 %1）</translation>
    </message>
    <message>
        <source>Restart the tenant: its home is written anew.</source>
        <translation>重启该租户：其主目录会重新写入。</translation>
    </message>
    <message>
        <source>What %1 can get at could not be tried.</source>
        <translation>无法试探 %1 能访问到什么。</translation>
    </message>
    <message>
        <source>Look at its log, then repeat.</source>
        <translation>查看其日志，然后重试。</translation>
    </message>
    <message>
        <source>it gets at %1</source>
        <translation>它能访问 %1</translation>
    </message>
    <message>
        <source>Restart the tenant; if it stays, look at how the host&apos;s systemd or Docker is set up.</source>
        <translation>重启该租户；若仍如此，检查主机的 systemd 或 Docker 配置。</translation>
    </message>
    <message>
        <source>it reads no other tenant&apos;s secrets (%1 tried)</source>
        <translation>读不到其他租户的密钥（试了 %1 个）</translation>
    </message>
    <message>
        <source>it sees neither keys nor archives nor journals</source>
        <translation>看不到密钥、归档和日志</translation>
    </message>
    <message>
        <source>it reaches neither Docker nor systemd</source>
        <translation>连不上 Docker 和 systemd</translation>
    </message>
    <message>
        <source>it loads no other tenant&apos;s dashboard (%1 tried)</source>
        <translation>打不开其他租户的控制台（试了 %1 个）</translation>
    </message>
    <message>
        <source>it loads the dashboards of %1</source>
        <translation>它能打开 %1 的控制台</translation>
    </message>
    <message>
        <source>A tenant moves from prefab or shared to container, not back.</source>
        <translation>租户只能从预制或共享迁到容器，不能反向。</translation>
    </message>
    <message>
        <source>no other tenant is in the shared container just now; nothing in it keeps one from another</source>
        <translation>目前共享容器里没有其他租户；其中的租户彼此没有隔离</translation>
    </message>
    <message>
        <source>it reads the homes of %1: nothing in a shared container keeps one from another</source>
        <translation>它能读取 %1 的主目录：共享容器里的租户彼此没有隔离</translation>
    </message>
    <message>
        <source>no other tenant&apos;s dashboard answers it just now; nothing keeps a %1 tenant from the host&apos;s loopback ports</source>
        <translation>目前没有其他租户的控制台应答它；无法阻止 %1 租户访问主机的回环端口</translation>
    </message>
    <message>
        <source>it loads the dashboards of %1: nothing keeps a %2 tenant from the host&apos;s loopback ports</source>
        <translation>它能打开 %1 的控制台：无法阻止 %2 租户访问主机的回环端口</translation>
    </message>
    <message>
        <source>%1 is mounted from elsewhere (%2): what is there is not carried over.</source>
        <translation>%1 挂载自别处（%2）：那里的内容不会一并带走。</translation>
    </message>
    <message>
        <source>It will not see %1 any more (mounted from %2).</source>
        <translation>它将不再能访问 %1（挂载自 %2）。</translation>
    </message>
    <message>
        <source>Its port %1 is not published any more (it was %2).</source>
        <translation>其端口 %1 不再发布（原为 %2）。</translation>
    </message>
    <message>
        <source>Its dashboard is reached from the host itself only (it was from %1).</source>
        <translation>其控制台今后只能从主机本身访问（原先可从 %1 访问）。</translation>
    </message>
    <message>
        <source>Into its .env go from its environment: %1.</source>
        <translation>其环境变量中的这些会写入 .env：%1。</translation>
    </message>
    <message>
        <source>Its home %1 is inside the container. Copy it out (docker cp %2:%1 DIR), stop the container, and adopt DIR.</source>
        <translation>其主目录 %1 在容器内部。请将它复制出来（docker cp %2:%1 目录），停止该容器，然后接管该目录。</translation>
    </message>
    <message>
        <source>Its image is no longer on the host under that id: it is pulled.</source>
        <translation>主机上已没有该 ID 的镜像：将会拉取。</translation>
    </message>
    <message>
        <source>A setting of its environment cannot be put into .env: %1</source>
        <translation>其环境变量中有一项无法写入 .env：%1</translation>
    </message>
    <message>
        <source>A gateway runs in it (process %1). Stop it and whatever starts it again (systemctl --user disable --now UNIT, or kill %1), then adopt it.</source>
        <translation>其中有网关正在运行（进程 %1）。请停止它以及会重新启动它的一切（systemctl --user disable --now 单元名，或 kill %1），然后再接管。</translation>
    </message>
    <message>
        <source>Its WeChat serves tenant &apos;%1&apos;: rebind or destroy that one first.</source>
        <translation>它的微信正在为租户“%1”服务：请先将该租户重新绑定或销毁。</translation>
    </message>
    <message>
        <source>There is nothing to adopt called &apos;%1&apos; on host %2.</source>
        <translation>主机 %2 上没有名为“%1”的可接管对象。</translation>
    </message>
    <message>
        <source>See what there is: hermes-admin adopt %1.</source>
        <translation>查看有哪些：hermes-admin adopt %1。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be adopted.</source>
        <translation>无法接管“%1”。</translation>
    </message>
    <message>
        <source>No tenant&apos;s name can be made of &apos;%1&apos;.</source>
        <translation>无法由“%1”得出租户名称。</translation>
    </message>
    <message>
        <source>Give it one with --name.</source>
        <translation>请用 --name 指定名称。</translation>
    </message>
    <message>
        <source>up to 210 s to finish answers; it stays, stopped for good, as %1</source>
        <translation>最多 210 秒答完回复；它会保留，永久停止，改名为 %1</translation>
    </message>
    <message>
        <source>from %1 into the archive; every file is compared</source>
        <translation>从 %1 存入归档；逐个文件核对</translation>
    </message>
    <message>
        <source>from the archive; every file is compared</source>
        <translation>来自归档；逐个文件核对</translation>
    </message>
    <message>
        <source>settings, identity, the WeChat account</source>
        <translation>设置、身份、微信账号</translation>
    </message>
    <message>
        <source>%1 of %2 GiB</source>
        <translation>%1 / %2 GiB</translation>
    </message>
    <message>
        <source>free: memory %1, disk %2</source>
        <translation>可用：内存 %1，磁盘 %2</translation>
    </message>
    <message>
        <source>It takes no further tenant: make room on the disk, or let it keep less free (host set).</source>
        <translation>它不再接收租户：请腾出磁盘空间，或减少需保留的空间（host set）。</translation>
    </message>
    <message>
        <source>The list says neither of which container nor of which directory it is.</source>
        <translation>列表既没有写明容器，也没有写明目录。</translation>
    </message>
    <message>
        <source>name %1</source>
        <translation>名称 %1</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>用户 %1</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>状态 %1</translation>
    </message>
    <message>
        <source>The list of profiles says: %1.</source>
        <translation>配置列表记载：%1。</translation>
    </message>
    <message>
        <source>A copy of the list could not be written</source>
        <translation>无法写入列表的副本</translation>
    </message>
    <message>
        <source>Check the free space of the temporary directory.</source>
        <translation>请检查临时目录的可用空间。</translation>
    </message>
    <message>
        <source>%1 is no list of profiles.</source>
        <translation>%1 不是配置列表。</translation>
    </message>
    <message>
        <source>It is a SQLite file with a table hermes_profiles (name, container_id, profile_path). If a program writes to it just now, try again.</source>
        <translation>它应是含有 hermes_profiles 表（name、container_id、profile_path）的 SQLite 文件。如果正有程序在写入，请稍后再试。</translation>
    </message>
    <message>
        <source>The table is missing.</source>
        <translation>缺少该表。</translation>
    </message>
    <message>
        <source>The column %1 is missing.</source>
        <translation>缺少列 %1。</translation>
    </message>
    <message>
        <source>Stopped: what was not begun stays as it is.</source>
        <translation>已停止：尚未开始的保持原样。</translation>
    </message>
    <message>
        <source>%1 served with it and does not any more.</source>
        <translation>%1 用它服务过，现在不再服务。</translation>
    </message>
    <message>
        <source>It belongs to a tenant already: %1.</source>
        <translation>它已属于一个租户：%1。</translation>
    </message>
    <message>
        <source>It was taken over already; what serves now is the tenant that it became.</source>
        <translation>它已被接管；现在提供服务的是它变成的租户。</translation>
    </message>
    <message>
        <source>It does not look like a Hermes.</source>
        <translation>它看起来不是 Hermes。</translation>
    </message>
    <message>
        <source>The list names %1, and that is not on this host. Look for its home and adopt that directory.</source>
        <translation>列表中有 %1，但它不在这台主机上。请找到它的主目录并接管该目录。</translation>
    </message>
    <message>
        <source>Host %1 is cordoned.</source>
        <translation>主机 %1 已停止接收新租户。</translation>
    </message>
    <message>
        <source>Uncordon it first.</source>
        <translation>请先恢复接收。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>Mend its permissions, or remove it.</source>
        <translation>请修正其权限，或将其删除。</translation>
    </message>
    <message>
        <source>The host of the platform&apos;s database has no hermes-admin to ask with.</source>
        <translation>平台数据库所在的主机上没有可用来查询的 hermes-admin。</translation>
    </message>
    <message>
        <source>Put it there, with wechatpay.json (docs/payments.md).</source>
        <translation>请将它连同 wechatpay.json 放到那里（docs/payments.md）。</translation>
    </message>
    <message>
        <source>WeChat Pay could not be asked from the platform&apos;s host.</source>
        <translation>无法从平台主机查询微信支付。</translation>
    </message>
    <message>
        <source>The platform&apos;s host gave an answer that cannot be read.</source>
        <translation>平台主机给出的回答无法读取。</translation>
    </message>
    <message>
        <source>Put the same version of hermes-admin there.</source>
        <translation>请在那里放置相同版本的 hermes-admin。</translation>
    </message>
    <message>
        <source>The merchant&apos;s keys for WeChat Pay are not on this machine.</source>
        <translation>本机没有微信支付的商户密钥。</translation>
    </message>
    <message>
        <source>Run this where wechatpay.json is (docs/payments.md).</source>
        <translation>请在有 wechatpay.json 的机器上运行（docs/payments.md）。</translation>
    </message>
    <message>
        <source>The order names no plan.</source>
        <translation>订单没有写明套餐。</translation>
    </message>
    <message>
        <source>No platform database is named.</source>
        <translation>没有指定平台数据库。</translation>
    </message>
    <message>
        <source>Name it: HERMES_ADMIN_PLATFORM_DB=postgresql://USER@HOST/DATABASE?via=HOSTNAME&amp;passfile=FILE, or sqlite:PATH.</source>
        <translation>请指定：HERMES_ADMIN_PLATFORM_DB=postgresql://USER@HOST/DATABASE?via=HOSTNAME&amp;passfile=FILE，或 sqlite:PATH。</translation>
    </message>
    <message>
        <source>The platform&apos;s database is behind host %1, which is not known here.</source>
        <translation>平台数据库在主机 %1 之后，而这里不认识该主机。</translation>
    </message>
    <message>
        <source>Add it: hermes-admin host add %1 --ssh USER@HOST.</source>
        <translation>请添加：hermes-admin host add %1 --ssh USER@HOST。</translation>
    </message>
    <message>
        <source>%1 is no address of dashboards.</source>
        <translation>%1 不是可用的面板地址。</translation>
    </message>
    <message>
        <source>Give loopback, gateway, or a name or address without a port, maybe behind https://.</source>
        <translation>请给出 loopback、gateway，或不带端口的主机名或地址，前面可加 https://。</translation>
    </message>
    <message>
        <source>Host %1 has no program that gives a payment to the platform.</source>
        <translation>主机 %1 上没有向平台补交付款的程序。</translation>
    </message>
    <message>
        <source>Put one there (docs/payments.md), or do it at the platform.</source>
        <translation>请在主机上放置该程序（见 docs/payments.md），或在平台上处理。</translation>
    </message>
</context>
<context>
    <name>Fleet rows</name>
    <message>
        <source>answers as itself</source>
        <translation>应答正常，身份一致</translation>
    </message>
    <message>
        <source>Reserve a place on %1</source>
        <translation>在 %1 上预留位置</translation>
    </message>
    <message>
        <source>Find the image %1</source>
        <translation>查找镜像 %1</translation>
    </message>
    <message>
        <source>Create the container %1</source>
        <translation>创建容器 %1</translation>
    </message>
    <message>
        <source>Write the home of %1</source>
        <translation>写入 %1 的主目录</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Show the bind code of %1</source>
        <translation>显示 %1 的绑定二维码</translation>
    </message>
    <message>
        <source>Its key is not trusted yet</source>
        <translation>它的密钥尚未受信任</translation>
    </message>
    <message>
        <source>Compare the key; nothing is sent before.</source>
        <translation>请比对密钥；在此之前不发送任何内容。</translation>
    </message>
    <message>
        <source>Archive the WeChat login of %1</source>
        <translation>归档 %1 的微信登录</translation>
    </message>
    <message>
        <source>Stop the container %1</source>
        <translation>停止容器 %1</translation>
    </message>
    <message>
        <source>Remove the container %1</source>
        <translation>移除容器 %1</translation>
    </message>
    <message>
        <source>Pack the home of %1</source>
        <translation>打包 %1 的主目录</translation>
    </message>
    <message>
        <source>Delete the home of %1</source>
        <translation>删除 %1 的主目录</translation>
    </message>
    <message>
        <source>Give up port %1</source>
        <translation>释放端口 %1</translation>
    </message>
    <message>
        <source>Take the WeChat from %1</source>
        <translation>从 %1 取走微信</translation>
    </message>
    <message>
        <source>Show a bind code of %1</source>
        <translation>显示 %1 的绑定二维码</translation>
    </message>
    <message>
        <source>Copy the home of %1</source>
        <translation>复制 %1 的主目录</translation>
    </message>
    <message>
        <source>Bring over the home of %1</source>
        <translation>迁移 %1 的主目录</translation>
    </message>
    <message>
        <source>Let go of the old home of %1</source>
        <translation>放弃 %1 的旧主目录</translation>
    </message>
    <message>
        <source>Restore the home of %1</source>
        <translation>恢复 %1 的主目录</translation>
    </message>
    <message>
        <source>Let %1 go on</source>
        <translation>让 %1 继续运行</translation>
    </message>
    <message>
        <source>Stop the old container %1</source>
        <translation>停止旧容器 %1</translation>
    </message>
    <message>
        <source>Take over the home of %1</source>
        <translation>接管 %1 的主目录</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Key trusted</source>
        <translation>已信任密钥</translation>
    </message>
    <message>
        <source>To be taken over from another registry</source>
        <translation>将从另一注册库接管</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>设置已更改</translation>
    </message>
    <message>
        <source>Cordoned</source>
        <translation>停止分配</translation>
    </message>
    <message>
        <source>Takes tenants again</source>
        <translation>恢复分配</translation>
    </message>
    <message>
        <source>Drain begun</source>
        <translation>开始迁空</translation>
    </message>
    <message>
        <source>Drain ended</source>
        <translation>迁空结束</translation>
    </message>
    <message>
        <source>Old archives cleared away</source>
        <translation>已清理旧归档</translation>
    </message>
    <message>
        <source>Command line put there or changed</source>
        <translation>已安装或更改命令行程序</translation>
    </message>
    <message>
        <source>Command line or a backend&apos;s key taken away</source>
        <translation>已移除命令行程序或后端密钥</translation>
    </message>
</context>
<context>
    <name>ForgetHostDialog</name>
    <message>
        <source>Is %1 gone for good?</source>
        <extracomment>Title of the question; %1 is a host&apos;s name</extracomment>
        <translation>%1 确定不再存在了吗？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Declare %1 destroyed</source>
        <translation>宣告 %1 已销毁</translation>
    </message>
    <message>
        <source>Only for a machine that never comes back as it was: if it still runs somewhere, its tenants would be there twice until this fleet meets it again.</source>
        <translation>仅用于绝不会原样恢复的机器：如果它仍在某处运行，在本程序再次连上它之前，其租户会同时存在两份。</translation>
    </message>
    <message>
        <source>Name of the host</source>
        <translation>主机名称</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 s</source>
        <extracomment>Age of an observation in seconds; keep it as short as possible</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>Age in minutes, short</extracomment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>Age in hours, short</extracomment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <extracomment>Age in days</extracomment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <extracomment>Memory or disk in use, e.g. &quot;23.1 of 32 GB&quot;</extracomment>
        <translation>%1 / %2 GB</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>The WeChat account file of %1 cannot be read</source>
        <translation>无法读取 %1 的微信账号文件</translation>
    </message>
    <message>
        <source>Bind the tenant again; the file is kept in the archive.</source>
        <translation>重新绑定该租户；此文件会保留在归档中。</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>它不是 JSON 对象</translation>
    </message>
    <message>
        <source>it has no token</source>
        <translation>其中没有 token</translation>
    </message>
    <message>
        <source>The config.yaml of this home cannot be read, so it was left alone</source>
        <translation>无法读取此主目录的 config.yaml，因此未作改动</translation>
    </message>
    <message>
        <source>Repair the file or remove it; Hermes then writes a new one at its next start.</source>
        <translation>修复或删除该文件；Hermes 会在下次启动时写入新文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of an MCP server</source>
        <translation>“%1”不是 MCP 服务器的地址</translation>
    </message>
    <message>
        <source>Give a URL such as http://172.29.0.1:9100/mcp.</source>
        <translation>填写 URL，例如 http://172.29.0.1:9100/mcp。</translation>
    </message>
    <message>
        <source>it is larger than 1 MiB</source>
        <translation>它大于 1 MiB</translation>
    </message>
    <message>
        <source>it has a line break, a control character or a character outside ASCII, which Hermes would strip</source>
        <translation>其中有换行符、控制字符或非 ASCII 字符，会被 Hermes 去除</translation>
    </message>
    <message>
        <source>it contains ${, which Hermes would replace by another variable</source>
        <translation>其中含有 ${，Hermes 会将其替换为另一个变量</translation>
    </message>
    <message>
        <source>The .env file of this home cannot be changed safely</source>
        <translation>无法安全地修改此主目录的 .env 文件</translation>
    </message>
    <message>
        <source>a quote that is never closed makes Hermes read other lines as part of a value</source>
        <translation>有未闭合的引号，Hermes 会把其他行读作值的一部分</translation>
    </message>
    <message>
        <source>Repair the quotes in the file, then try again.</source>
        <translation>修复文件中的引号，然后重试。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a setting&apos;s name</source>
        <translation>“%1”不能用作设置名</translation>
    </message>
    <message>
        <source>Use capital letters, digits and _, beginning with a letter, such as OPENAI_API_KEY.</source>
        <translation>使用大写字母、数字和 _，以字母开头，例如 OPENAI_API_KEY。</translation>
    </message>
    <message>
        <source>The value of %1 cannot be written to .env</source>
        <translation>无法将 %1 的值写入 .env</translation>
    </message>
    <message>
        <source>Give a value of printable ASCII characters on one line, without ${.</source>
        <translation>填写单行可打印 ASCII 字符，且不含 ${。</translation>
    </message>
    <message>
        <source>Use 1 to 63 lower-case letters, digits, - and _, beginning with a letter or a digit, such as alice-01.</source>
        <translation>使用 1 到 63 个小写字母、数字、- 和 _，以字母或数字开头，例如 alice-01。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a tenant&apos;s name</source>
        <translation>“%1”不能用作租户名</translation>
    </message>
    <message>
        <source>The tenant has no name</source>
        <translation>该租户没有名称</translation>
    </message>
    <message>
        <source>it has %1 characters, 63 are possible</source>
        <translation>它有 %1 个字符，最多 63 个</translation>
    </message>
    <message>
        <source>it has a capital letter</source>
        <translation>其中有大写字母</translation>
    </message>
    <message>
        <source>it has a character outside ASCII</source>
        <translation>其中有非 ASCII 字符</translation>
    </message>
    <message>
        <source>it has a space or a control character</source>
        <translation>其中有空格或控制字符</translation>
    </message>
    <message>
        <source>the character %1 is not allowed</source>
        <translation>不允许使用字符 %1</translation>
    </message>
    <message>
        <source>it begins with %1</source>
        <translation>它以 %1 开头</translation>
    </message>
    <message>
        <source>Hermes uses this name for its own profile</source>
        <translation>Hermes 自身的 profile 使用此名称</translation>
    </message>
    <message>
        <source>Hermes uses this word as a command</source>
        <translation>Hermes 将此词用作命令</translation>
    </message>
    <message>
        <source>it is a web page, not JSON</source>
        <translation>它是网页，不是 JSON</translation>
    </message>
    <message>
        <source>The dashboard&apos;s status answer cannot be read</source>
        <translation>无法读取 dashboard 的状态应答</translation>
    </message>
    <message>
        <source>Check that the published port belongs to this tenant&apos;s Hermes and that its version is 0.13 or later.</source>
        <translation>检查已发布的端口是否属于此租户的 Hermes，且其版本为 0.13 或更高。</translation>
    </message>
    <message>
        <source>it does not say whether the gateway runs</source>
        <translation>其中未说明网关是否在运行</translation>
    </message>
    <message>
        <source>gateway_state.json cannot be read</source>
        <translation>无法读取 gateway_state.json</translation>
    </message>
    <message>
        <source>It is rewritten by the gateway; look again in a moment, then at the tenant&apos;s logs.</source>
        <translation>网关会重写该文件；稍后再看，然后查看该租户的日志。</translation>
    </message>
    <message>
        <source>it holds more than one YAML document</source>
        <translation>其中有多个 YAML 文档</translation>
    </message>
    <message>
        <source>it is nested too deeply or too large</source>
        <translation>它嵌套过深或过大</translation>
    </message>
    <message>
        <source>it uses YAML that cannot be written again unchanged</source>
        <translation>它使用了无法原样写回的 YAML</translation>
    </message>
    <message>
        <source>what is at &quot;%1&quot; is not what Hermes expects there</source>
        <translation>“%1”处的内容不是 Hermes 在该处所预期的</translation>
    </message>
</context>
<context>
    <name>HostChoiceList</name>
    <message>
        <source>No hosts yet: add one on the Hosts page.</source>
        <translation>还没有主机：请在“主机”页添加。</translation>
    </message>
</context>
<context>
    <name>HostColumns</name>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>可连接</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>观测</translation>
    </message>
</context>
<context>
    <name>HostPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>测试中…</translation>
    </message>
    <message>
        <source>Compare key …</source>
        <translation>核对密钥…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Remove host …</source>
        <translation>移除主机…</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>Gone for good …</source>
        <translation>机器已不复存在…</translation>
    </message>
    <message>
        <source>Uncordon</source>
        <extracomment>Buttons: the host takes no further tenant, and takes tenants again</extracomment>
        <translation>恢复分配</translation>
    </message>
    <message>
        <source>Cordon</source>
        <translation>停止分配</translation>
    </message>
    <message>
        <source>Drain</source>
        <extracomment>Button: moves everything off the host</extracomment>
        <translation>迁空</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Take over what runs there …</source>
        <extracomment>Menu line: makes tenants of what was made by hand on the host</extracomment>
        <translation>接管已运行的…</translation>
    </message>
</context>
<context>
    <name>HostPool</name>
    <message>
        <source>This operator has no login for host %1.</source>
        <translation>此操作员没有主机 %1 的登录方式。</translation>
    </message>
    <message>
        <source>Add it with: hermes-admin host add %1 --ssh USER@%2 --identity FILE</source>
        <translation>用此命令添加：hermes-admin host add %1 --ssh USER@%2 --identity FILE</translation>
    </message>
</context>
<context>
    <name>HostRowDelegate</name>
    <message>
        <source>of %1</source>
        <extracomment>After the number of tenants on a host: its capacity, &quot;of 16&quot;</extracomment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>Compare key …</source>
        <translation>核对密钥…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>HostSession</name>
    <message>
        <source>The user %1 may not use Docker on host %2.</source>
        <translation>用户 %1 无权使用主机 %2 上的 Docker。</translation>
    </message>
    <message>
        <source>On the host: sudo usermod -aG docker %1, then try again (a new login is made).</source>
        <translation>在主机上执行：sudo usermod -aG docker %1，然后重试（会重新登录）。</translation>
    </message>
    <message>
        <source>There is no Docker engine on host %1.</source>
        <translation>主机 %1 上没有 Docker 引擎。</translation>
    </message>
    <message>
        <source>Install and start Docker there: %1 is missing.</source>
        <translation>在该主机上安装并启动 Docker：缺少 %1。</translation>
    </message>
    <message>
        <source>Docker on host %1 does not answer.</source>
        <translation>主机 %1 上的 Docker 无应答。</translation>
    </message>
    <message>
        <source>On the host: sudo systemctl start docker.</source>
        <translation>在主机上执行：sudo systemctl start docker。</translation>
    </message>
    <message>
        <source>Another Docker engine answers at host %1 than before.</source>
        <translation>主机 %1 上应答的 Docker 引擎与此前不同。</translation>
    </message>
    <message>
        <source>Pinned %1, found %2.</source>
        <translation>已固定 %1，实际为 %2。</translation>
    </message>
    <message>
        <source>The address may belong to another machine now, or Docker was installed anew. Remove the host and add it again if that is right.</source>
        <translation>该地址现在可能属于另一台机器，或 Docker 已重新安装。若情况属实，移除该主机后重新添加。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Host %1 was not ready in time.</source>
        <translation>主机 %1 未能及时就绪。</translation>
    </message>
    <message>
        <source>Host %1 is being taken over.</source>
        <translation>正在接管主机 %1。</translation>
    </message>
    <message>
        <source>The SSH server of host %1 refuses forwards, and there is no docker command there.</source>
        <translation>主机 %1 的 SSH 服务器拒绝转发，且该主机上没有 docker 命令。</translation>
    </message>
    <message>
        <source>Allow forwards in its sshd_config (AllowStreamLocalForwarding yes), or install the docker client there.</source>
        <translation>请在其 sshd_config 中允许转发（AllowStreamLocalForwarding yes），或在该主机上安装 docker 客户端。</translation>
    </message>
    <message>
        <source>The SSH server refuses forwards, and there is no curl on the host.</source>
        <translation>SSH 服务器拒绝转发，且主机上没有 curl。</translation>
    </message>
    <message>
        <source>Install curl there, or allow forwards (AllowTcpForwarding yes).</source>
        <translation>请在主机上安装 curl，或允许转发（AllowTcpForwarding yes）。</translation>
    </message>
    <message>
        <source>Port %1 of the host does not answer.</source>
        <translation>主机的端口 %1 没有应答。</translation>
    </message>
    <message>
        <source>systemd starts no user units for %1 on the host.</source>
        <translation>主机上的 systemd 没有为 %1 启动用户单元。</translation>
    </message>
    <message>
        <source>Run there: sudo loginctl enable-linger %1.</source>
        <translation>在主机上运行：sudo loginctl enable-linger %1。</translation>
    </message>
    <message>
        <source>Prefab tenants would end when nobody is logged in to the host.</source>
        <translation>没有人登录主机时，预制租户会停止。</translation>
    </message>
    <message>
        <source>Hermes was not found on the host.</source>
        <translation>主机上没有找到 Hermes。</translation>
    </message>
    <message>
        <source>There is no %1 on the host.</source>
        <translation>主机上没有 %1。</translation>
    </message>
    <message>
        <source>Install it there, for example as /opt/hermes/.venv/bin/hermes.</source>
        <translation>在主机上安装它，例如 /opt/hermes/.venv/bin/hermes。</translation>
    </message>
    <message>
        <source>%1 does not run closed off as a prefab tenant is.</source>
        <translation>%1 无法在预制租户的隔离环境中运行。</translation>
    </message>
    <message>
        <source>Let it be readable outside of homes, such as in /opt/hermes, and see that user namespaces are on (sysctl kernel.unprivileged_userns_clone).</source>
        <translation>把它放在主目录之外可读的位置，例如 /opt/hermes，并确认已启用用户命名空间（sysctl kernel.unprivileged_userns_clone）。</translation>
    </message>
    <message>
        <source>%1 in a room of its own (%2, %3)</source>
        <translation>%1 可在隔离环境中运行（%2，%3）</translation>
    </message>
    <message>
        <source>What host %1 takes has changed.</source>
        <translation>主机 %1 接收的租户类型已更改。</translation>
    </message>
</context>
<context>
    <name>HostSettingsSheet</name>
    <message>
        <source>Settings of %1</source>
        <extracomment>Title of a sheet; %1 is a host</extracomment>
        <translation>%1 的设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>These settle what further tenants find on it. Who is on it stays and is served as before.</source>
        <translation>这些设置只决定之后的租户能用多少；已在其上的租户不动，照常服务。</translation>
    </message>
    <message>
        <source>Places for tenants</source>
        <translation>租户名额</translation>
    </message>
    <message>
        <source>Memory to promise</source>
        <translation>可承诺内存</translation>
    </message>
    <message>
        <source>% of it</source>
        <translation>占内存 %</translation>
    </message>
    <message>
        <source>Disk kept free</source>
        <translation>保留磁盘</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>What its tenants&apos; memory limits add up to is promised, of those that are stopped too; a Hermes that waits uses a fraction of its limit.</source>
        <translation>“已承诺”是其租户内存上限之和，已停止的也算在内；空闲的 Hermes 只用到上限的一小部分。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Dashboards as the platform&apos;s backend reaches them</source>
        <translation>平台后端访问控制台所用的地址</translation>
    </message>
</context>
<context>
    <name>HostTabs</name>
    <message>
        <source>Tenants %1</source>
        <extracomment>A tab, with the number of a host&apos;s tenants</extracomment>
        <translation>租户 %1</translation>
    </message>
    <message>
        <source>Events</source>
        <extracomment>A tab: what people did with a host</extracomment>
        <translation>事件</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Nothing is recorded of it.</source>
        <translation>没有关于它的记录。</translation>
    </message>
</context>
<context>
    <name>Hosts</name>
    <message>
        <source>Reachable</source>
        <translation>可连接</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Cordoned</source>
        <translation>停止分配</translation>
    </message>
    <message>
        <source>Key not trusted</source>
        <translation>密钥未受信任</translation>
    </message>
    <message>
        <source>Key changed</source>
        <translation>密钥已变更</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>登录被拒</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Not ours</source>
        <extracomment>State of a host that another registry claimed, or that is another machine than before</extracomment>
        <translation>不属于我们</translation>
    </message>
    <message>
        <source>No Docker</source>
        <extracomment>State of a host that can be signed in to, but whose Docker does not answer</extracomment>
        <translation>没有 Docker</translation>
    </message>
</context>
<context>
    <name>HostsPage</name>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Name or address</source>
        <translation>名称或地址</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>No hosts yet</source>
        <translation>还没有主机</translation>
    </message>
    <message>
        <source>A host is a machine with Docker that you reach over SSH. Tenants run on it; nothing has to be installed there.</source>
        <translation>主机是通过 SSH 连接、装有 Docker 的机器。租户在上面运行，无需另装任何东西。</translation>
    </message>
    <message>
        <source>add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>No host matches</source>
        <translation>没有符合的主机</translation>
    </message>
    <message>
        <source>The filter leaves nothing over.</source>
        <translation>筛选后没有结果。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>非实时</translation>
    </message>
</context>
<context>
    <name>ILink</name>
    <message>
        <source>The login under way cannot be taken over: its record is damaged</source>
        <translation>无法接管进行中的登录：其记录已损坏</translation>
    </message>
    <message>
        <source>Start the binding again.</source>
        <translation>重新开始绑定。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of iLink</source>
        <translation>“%1”不是 iLink 的地址</translation>
    </message>
    <message>
        <source>Set HERMES_ADMIN_ILINK_URL to a URL such as https://ilinkai.weixin.qq.com, or leave it out.</source>
        <translation>将 HERMES_ADMIN_ILINK_URL 设为 URL，例如 https://ilinkai.weixin.qq.com，或不设置。</translation>
    </message>
    <message>
        <source>The certificate file for iLink cannot be used: %1</source>
        <translation>iLink 的证书文件无法使用：%1</translation>
    </message>
    <message>
        <source>it is missing, unreadable or holds no PEM certificate</source>
        <translation>它不存在、无法读取或不含 PEM 证书</translation>
    </message>
    <message>
        <source>Set HERMES_ADMIN_ILINK_CA to a file of PEM certificates, or leave it out.</source>
        <translation>将 HERMES_ADMIN_ILINK_CA 设为 PEM 证书文件，或不设置。</translation>
    </message>
    <message>
        <source>iLink points to a place that is not a host</source>
        <translation>iLink 指向的位置不是主机</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than 1 MiB and was refused</source>
        <translation>%1 的回答超过 1 MiB，已拒绝</translation>
    </message>
    <message>
        <source>The request to %1 was cancelled</source>
        <translation>对 %1 的请求已取消</translation>
    </message>
    <message>
        <source>%1 (%2) cannot be reached</source>
        <translation>无法连接 %1（%2）</translation>
    </message>
    <message>
        <source>Check this machine&apos;s network and the iLink address in the settings (HERMES_ADMIN_ILINK_URL).</source>
        <translation>检查本机的网络和设置中的 iLink 地址（HERMES_ADMIN_ILINK_URL）。</translation>
    </message>
    <message>
        <source>Check this machine&apos;s clock, and that HERMES_ADMIN_ILINK_CA names the right certificate if one is needed.</source>
        <translation>检查本机的时钟；若需要证书，检查 HERMES_ADMIN_ILINK_CA 指定的是否为正确的证书。</translation>
    </message>
    <message>
        <source>%1 (%2) cannot be trusted</source>
        <translation>无法信任 %1（%2）</translation>
    </message>
    <message>
        <source>%1 (%2) did not answer in time</source>
        <translation>%1（%2）没有及时响应</translation>
    </message>
    <message>
        <source>Try again; if it stays so, check this machine&apos;s network.</source>
        <translation>重试；若仍如此，检查本机的网络。</translation>
    </message>
    <message>
        <source>These are not the digits that the phone shows</source>
        <translation>这不是手机上显示的数字</translation>
    </message>
    <message>
        <source>Enter digits only, such as 4711.</source>
        <translation>只输入数字，例如 4711。</translation>
    </message>
    <message>
        <source>WeChat does not ask for digits now</source>
        <translation>微信当前未要求输入数字</translation>
    </message>
    <message>
        <source>Wait until the phone shows digits.</source>
        <translation>等待手机显示数字。</translation>
    </message>
    <message>
        <source>The binding ended: nobody confirmed a code in time</source>
        <translation>绑定已结束：限时内无人确认二维码</translation>
    </message>
    <message>
        <source>The binding ended: too many codes were shown and none was confirmed</source>
        <translation>绑定已结束：已显示过多二维码，均未确认</translation>
    </message>
    <message>
        <source>The binding was cancelled</source>
        <translation>绑定已取消</translation>
    </message>
    <message>
        <source>iLink gave no usable answer</source>
        <translation>iLink 未给出可用的应答</translation>
    </message>
    <message>
        <source>It is asked again by itself; if it stays so, check the iLink address in the settings (HERMES_ADMIN_ILINK_URL).</source>
        <translation>会自动再次请求；若仍如此，检查设置中的 iLink 地址（HERMES_ADMIN_ILINK_URL）。</translation>
    </message>
    <message>
        <source>HTTP %1: it points to another place, which is not followed</source>
        <translation>HTTP %1：它重定向到别处，未跟随</translation>
    </message>
    <message>
        <source>HTTP %1 and a web page</source>
        <translation>HTTP %1 和一个网页</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>a web page instead of data</source>
        <translation>网页，而不是数据</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空内容</translation>
    </message>
    <message>
        <source>something that is not JSON</source>
        <translation>非 JSON 内容</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>错误 %1</translation>
    </message>
    <message>
        <source>iLink refused to give a QR code</source>
        <translation>iLink 拒绝提供二维码</translation>
    </message>
    <message>
        <source>Check the iLink address in the settings (HERMES_ADMIN_ILINK_URL).</source>
        <translation>检查设置中的 iLink 地址（HERMES_ADMIN_ILINK_URL）。</translation>
    </message>
    <message>
        <source>no QR code in the answer</source>
        <translation>应答中没有二维码</translation>
    </message>
    <message>
        <source>a link too long for a QR code</source>
        <translation>链接过长，无法生成二维码</translation>
    </message>
    <message>
        <source>the unknown status &quot;%1&quot;</source>
        <translation>未知状态“%1”</translation>
    </message>
    <message>
        <source>&quot;confirmed&quot; without a bot&apos;s id and token</source>
        <translation>“confirmed”，但没有 bot 的 id 和 token</translation>
    </message>
</context>
<context>
    <name>ImageField</name>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Images of this fleet</source>
        <translation>本机群的镜像</translation>
    </message>
</context>
<context>
    <name>JobColumns</name>
    <message>
        <source>Job</source>
        <extracomment>Column: what a job does, as &quot;Upgrade&quot;</extracomment>
        <translation>任务</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Began</source>
        <extracomment>Column: when a job began</extracomment>
        <translation>开始</translation>
    </message>
    <message>
        <source>Took</source>
        <extracomment>Column: how long a job has taken</extracomment>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>JobPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop after this wave</source>
        <extracomment>Button: no further wave is begun</extracomment>
        <translation>本批完成后停止</translation>
    </message>
    <message>
        <source>Roll back …</source>
        <extracomment>Button; a question follows</extracomment>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>Upgrade the rest …</source>
        <extracomment>Button: upgrade those that were left; a question follows</extracomment>
        <translation>升级其余…</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>Choose a file that you may read.</source>
        <translation>请选择你有权读取的文件。</translation>
    </message>
    <message>
        <source>%1 is too long for a key</source>
        <translation>%1 太长，不像密钥</translation>
    </message>
    <message>
        <source>Choose the file that holds the key and nothing else.</source>
        <translation>请选择只含密钥的文件。</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <extracomment>Progress of a job on several tenants: &quot;3 of 12 done&quot;</extracomment>
        <translation>已完成 %1/%2</translation>
    </message>
    <message>
        <source>%1 under way</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>%1 left as they were</source>
        <translation>%1 个保持原样</translation>
    </message>
    <message>
        <source>What is under way comes to its end; nothing more is begun.</source>
        <translation>正在进行的会做完；不再开始新的。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>%1; its agent stood still for %2 s</source>
        <translation>%1；智能体停顿了 %2 秒</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>had it already</source>
        <translation>原本就是这个镜像</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>First, alone</source>
        <extracomment>Caption over the first tenant of several that are upgraded</extracomment>
        <translation>先单独一个</translation>
    </message>
    <message>
        <source>Wave %1</source>
        <translation>第 %1 批</translation>
    </message>
    <message>
        <source>Left as they were</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Not begun yet</source>
        <translation>尚未开始</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>升级</translation>
    </message>
    <message numerus="yes">
        <source>%n tenants</source>
        <translation>
            <numerusform>%n 个租户</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>tenant and backup</comment>
        <extracomment>What a job does: %1 a tenant, %2 &quot;the backup of 12 May, 09:41&quot;</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>What a job does: %1 a tenant or &quot;12 tenants&quot;, %2 an image</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>verb and image</comment>
        <extracomment>What a job does: %1 &quot;Upgrade&quot; or &quot;Roll back&quot;, %2 an image</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <extracomment>Of a job: somebody ended it before everything was done</extracomment>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fetches the image</source>
        <translation>正在获取镜像</translation>
    </message>
    <message>
        <source>reserves a place</source>
        <translation>正在预留位置</translation>
    </message>
    <message>
        <source>finds the image</source>
        <translation>正在查找镜像</translation>
    </message>
    <message>
        <source>archives its WeChat login</source>
        <translation>正在归档其微信登录</translation>
    </message>
    <message>
        <source>stops, and finishes its answers</source>
        <translation>正在停止，先答完手上的对话</translation>
    </message>
    <message>
        <source>removes the old container</source>
        <translation>正在移除旧容器</translation>
    </message>
    <message>
        <source>makes the new container</source>
        <translation>正在创建新容器</translation>
    </message>
    <message>
        <source>writes its home</source>
        <translation>正在写入其主目录</translation>
    </message>
    <message>
        <source>copies its home</source>
        <translation>正在复制其主目录</translation>
    </message>
    <message>
        <source>restores its home</source>
        <translation>正在恢复其主目录</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>takes another port</source>
        <translation>正在换用另一个端口</translation>
    </message>
    <message>
        <source>prepares to be made anew</source>
        <translation>正在准备重建</translation>
    </message>
    <message>
        <source>goes on after the copy</source>
        <translation>复制后继续运行</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>new tenant</source>
        <translation>新建租户</translation>
    </message>
    <message>
        <source>add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>find in the table</source>
        <translation>在表中查找</translation>
    </message>
    <message>
        <source>refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>N, F, R and the comma work with Ctrl (Command on a Mac) too, also while you type.</source>
        <translation>N、F、R 和逗号也可与 Ctrl（Mac 上为 Command）同按，输入文字时同样有效。</translation>
    </message>
    <message>
        <source>leaks</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>Leak kinds</name>
    <message>
        <source>Orphan</source>
        <extracomment>Kinds of the leak board: a container without a tenant</extracomment>
        <translation>孤儿</translation>
    </message>
    <message>
        <source>Ghost</source>
        <extracomment>A tenant that should have a container and has none</extracomment>
        <translation>幽灵</translation>
    </message>
    <message>
        <source>Old generation</source>
        <translation>旧的一代</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Name taken</source>
        <translation>名称被占</translation>
    </message>
    <message>
        <source>Wrong port</source>
        <translation>端口不符</translation>
    </message>
    <message>
        <source>Volume of nobody</source>
        <translation>无主卷</translation>
    </message>
    <message>
        <source>Home of nobody</source>
        <translation>无主目录</translation>
    </message>
</context>
<context>
    <name>LeakColumns</name>
    <message>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>What</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>For</source>
        <extracomment>Column: for how long a finding has been seen</extracomment>
        <translation>已持续</translation>
    </message>
</context>
<context>
    <name>Leaks</name>
    <message>
        <source>Container %1 is not this registry&apos;s; it was not touched.</source>
        <translation>容器 %1 不属于本注册库；没有改动它。</translation>
    </message>
    <message>
        <source>%1 is blocked (%2).</source>
        <translation>%1 已受阻（%2）。</translation>
    </message>
    <message>
        <source>Its tenant is not in this registry, is gone, or lives on another host.</source>
        <translation>它的租户不在本注册库中、已销毁，或在另一台主机上。</translation>
    </message>
    <message>
        <source>It holds a customer&apos;s data: look at it, then remove it by hand on the host.</source>
        <translation>其中有客户数据：请先查看，再到主机上手动删除。</translation>
    </message>
    <message>
        <source>No tenant has it; it was stopped and put aside.</source>
        <translation>没有租户拥有它；它已被停止并搁置。</translation>
    </message>
    <message>
        <source>Its tenant is gone.</source>
        <translation>它的租户已销毁。</translation>
    </message>
    <message>
        <source>No tenant of this registry has it.</source>
        <translation>本注册库中没有租户拥有它。</translation>
    </message>
    <message>
        <source>Find out whose it was, then remove it by hand on the host.</source>
        <translation>请查明它属于谁，再到主机上手动删除。</translation>
    </message>
    <message>
        <source>Find out whose it is; fsck --repair stops it and puts it aside.</source>
        <translation>请查明它属于谁；fsck --repair 会停止它并搁置。</translation>
    </message>
    <message>
        <source>It is generation %1; %2 is wanted.</source>
        <translation>它是第 %1 代；应为第 %2 代。</translation>
    </message>
    <message>
        <source>Another registry knows a newer one: find out which is right.</source>
        <translation>另一个注册库有更新的一代：请查明哪个正确。</translation>
    </message>
    <message>
        <source>One container too many.</source>
        <translation>多了一个容器。</translation>
    </message>
    <message>
        <source>It is published at port %1; the ledger says %2.</source>
        <translation>它发布在端口 %1；账本记录为 %2。</translation>
    </message>
    <message>
        <source>Restart the tenant: a new generation has the ledger&apos;s port.</source>
        <translation>重启该租户：新的一代使用账本中的端口。</translation>
    </message>
    <message>
        <source>A container that this program did not make has the name of a tenant&apos;s.</source>
        <translation>一个不是由本程序创建的容器占用了租户容器的名称。</translation>
    </message>
    <message>
        <source>Rename or remove it on the host, then start the tenant again.</source>
        <translation>请在主机上重命名或删除它，然后重新启动租户。</translation>
    </message>
    <message>
        <source>The registry says %1, but its container is not there.</source>
        <translation>注册库显示 %1，但容器不在。</translation>
    </message>
    <message>
        <source>The loop puts it right; if it stays, look at the tenant&apos;s journal.</source>
        <translation>循环会自行纠正；如果一直存在，请查看租户日志。</translation>
    </message>
</context>
<context>
    <name>LeaksPage</name>
    <message>
        <source>Leaks</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Repair …</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing leaks</source>
        <translation>没有泄漏</translation>
    </message>
    <message>
        <source>Every container, volume, home and port on the hosts is as the registry has it.</source>
        <translation>主机上的每个容器、卷、主目录和端口都与注册库一致。</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Hermes Admin (demo)</source>
        <translation>Hermes Admin（演示）</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>移除 %1？</translation>
    </message>
    <message>
        <source>This fleet lets go of the machine: its claim is deleted there and its row here. No tenant is on it; nothing else of it is touched.</source>
        <translation>机群将放弃这台机器：删除它上面的认领记录和这里的条目。上面没有租户；其他内容都不会改动。</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Repair what can be repaired?</source>
        <extracomment>Title of the question before findings of the leak board are put right</extracomment>
        <translation>修复可以修复的内容？</translation>
    </message>
    <message>
        <source>The loop of a tenant puts its own containers right. A container that no tenant has is stopped and put aside under another name. Nothing is deleted, and nothing that is not this fleet&apos;s is touched.</source>
        <translation>租户的循环会纠正自己的容器。没有租户的容器会被停止，并改名搁置。不删除任何内容，也不触碰不属于本机群的任何东西。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>%1 (minor units)</source>
        <extracomment>An amount of a currency that is not known here: %1 &quot;XTS 128,000&quot;; how many digits are after its point nobody can say</extracomment>
        <translation>%1（最小货币单位）</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No tenant is on it.</source>
        <translation>上面没有租户。</translation>
    </message>
</context>
<context>
    <name>NavItem</name>
    <message>
        <source>%1, %2 need attention</source>
        <extracomment>Screen reader: an entry of the navigation and what waits there</extracomment>
        <translation>%1，%2 个需要处理</translation>
    </message>
</context>
<context>
    <name>NewTenantSheet</name>
    <message>
        <source>New tenant</source>
        <translation>新建租户</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Tenant name</source>
        <translation>租户名称</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>one tenant per order</source>
        <translation>一个订单对应一个租户</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Runs as</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source>container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>prefab</source>
        <translation>预制</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>most room first</source>
        <translation>空位多者在前</translation>
    </message>
</context>
<context>
    <name>NoticeToast</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>Observer</name>
    <message>
        <source>The dashboard on port %1 answers with status %2.</source>
        <translation>端口 %1 上的面板返回状态 %2。</translation>
    </message>
    <message>
        <source>The dashboard on port %1 does not answer yet.</source>
        <translation>端口 %1 上的面板尚无应答。</translation>
    </message>
    <message>
        <source>Port %1 answers, but it is not this tenant&apos;s dashboard.</source>
        <translation>端口 %1 有应答，但不是此租户的面板。</translation>
    </message>
    <message>
        <source>The gateway is not running (%1).</source>
        <translation>网关未运行（%1）。</translation>
    </message>
</context>
<context>
    <name>OrderAttempts</name>
    <message>
        <source>Attempts</source>
        <translation>处理记录</translation>
    </message>
    <message>
        <source>Nobody has done anything about it.</source>
        <translation>尚无人处理。</translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
    <message>
        <source>of %1 over 5 min</source>
        <extracomment>Beside a big number on a card: &quot;3&quot; &quot;of 6 over 5 min&quot;</extracomment>
        <translation>共 %1，超过 5 分钟</translation>
    </message>
    <message>
        <source>all in time</source>
        <extracomment>Beside the number of paid orders that wait</extracomment>
        <translation>全部及时</translation>
    </message>
    <message>
        <source>%1, median %2, slowest %3</source>
        <extracomment>Beside &quot;Delivered today&quot;: how many, and how long they took; &quot;9, median 1:31, slowest 4:07&quot;</extracomment>
        <translation>%1，中位 %2，最慢 %3</translation>
    </message>
    <message>
        <source>Paid, not delivered</source>
        <translation>已付款未交付</translation>
    </message>
    <message>
        <source>no platform database</source>
        <translation>无平台数据库</translation>
    </message>
    <message>
        <source>database does not answer</source>
        <translation>数据库无应答</translation>
    </message>
    <message>
        <source>as seen at %1</source>
        <translation>%1 时的观测</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>最久 %1</translation>
    </message>
    <message>
        <source>none waits</source>
        <translation>无等待</translation>
    </message>
</context>
<context>
    <name>OrderColumns</name>
    <message>
        <source>Made</source>
        <extracomment>Column: when an order was made; when it was paid; how long it waits</extracomment>
        <translation>创建</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>Column: an order&apos;s state at the platform; why it is handed off; what keeps it from being delivered</extracomment>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What holds it</source>
        <translation>卡在哪里</translation>
    </message>
</context>
<context>
    <name>OrderFacts</name>
    <message>
        <source>WeChat says</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Order row</source>
        <translation>订单记录</translation>
    </message>
    <message>
        <source>Subscription row</source>
        <translation>订阅记录</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Hosts observed</source>
        <translation>主机观测</translation>
    </message>
    <message>
        <source>nothing labelled with this order</source>
        <translation>没有带此订单标签的内容</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no row, no instance</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>no keys to ask with</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>disagrees with the others</source>
        <translation>与其他不一致</translation>
    </message>
    <message>
        <source>not known for certain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Copy plan code</source>
        <translation>复制套餐代码</translation>
    </message>
    <message>
        <source>Trade number</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Copy trade number</source>
        <translation>复制商户单号</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Copy subscription id</source>
        <translation>复制订阅编号</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>交易单号</translation>
    </message>
    <message>
        <source>Copy transaction id</source>
        <translation>复制交易单号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Copy customer id</source>
        <translation>复制客户编号</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>subscription active</source>
        <translation>订阅有效</translation>
    </message>
    <message>
        <source>subscription not active</source>
        <translation>订阅无效</translation>
    </message>
    <message>
        <source>nothing serves it</source>
        <translation>没有实例为其服务</translation>
    </message>
    <message>
        <source>something serves it</source>
        <translation>已有实例为其服务</translation>
    </message>
    <message>
        <source>amount equal</source>
        <translation>金额一致</translation>
    </message>
    <message>
        <source>another amount</source>
        <translation>金额不同</translation>
    </message>
    <message>
        <source>order number equal</source>
        <translation>订单号一致</translation>
    </message>
    <message>
        <source>another order number</source>
        <translation>订单号不同</translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation>退款移交</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>refund refused</source>
        <translation>拒绝退款</translation>
    </message>
    <message>
        <source>payment kept</source>
        <translation>不退款（已同意保留）</translation>
    </message>
</context>
<context>
    <name>OrderPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy order id</source>
        <translation>复制订单编号</translation>
    </message>
    <message>
        <source>Show tenant</source>
        <translation>显示租户</translation>
    </message>
    <message>
        <source>Reload</source>
        <extracomment>Button: an order is read anew, after somebody else changed it</extracomment>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Payment and customer</source>
        <translation>付款与客户</translation>
    </message>
    <message>
        <source>Hide</source>
        <extracomment>Button: ids of customers are shown whole, or masked again</extracomment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide customer data</source>
        <translation>隐藏客户信息</translation>
    </message>
    <message>
        <source>Show customer data</source>
        <translation>显示客户信息</translation>
    </message>
</context>
<context>
    <name>OrderProposal</name>
    <message>
        <source>Proposed: %1</source>
        <translation>建议：%1</translation>
    </message>
    <message>
        <source>Proposed</source>
        <extracomment>Over the one action that the program proposes for an order</extracomment>
        <translation>建议</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>required</source>
        <extracomment>Beside the label of a field that must be filled in</extracomment>
        <translation>必填</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>Name to confirm</source>
        <extracomment>Accessible name of the field in which a name is typed before something is done</extracomment>
        <translation>用于确认的名称</translation>
    </message>
    <message>
        <source>Ask WeChat again</source>
        <translation>再次询问微信</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>询问中…</translation>
    </message>
</context>
<context>
    <name>OrderRowDelegate</name>
    <message>
        <source>Over 5 minutes</source>
        <translation>超过 5 分钟</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>及时</translation>
    </message>
    <message>
        <source>Delivered today</source>
        <translation>今日已交付</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Show the bind code</source>
        <translation>展示绑定二维码</translation>
    </message>
    <message>
        <source>Opens the tenant with its live code, for the customer to scan. Nothing is changed.</source>
        <translation>打开租户及其当前的绑定二维码供客户扫描，不改变任何东西。</translation>
    </message>
    <message>
        <source>Show code</source>
        <translation>展示二维码</translation>
    </message>
    <message>
        <source>Showing…</source>
        <translation>打开中…</translation>
    </message>
    <message>
        <source>Provision the instance</source>
        <translation>开通实例</translation>
    </message>
    <message>
        <source>Asks for the instance of this subscription. Asked twice, it is still one; its ports and home are chosen anew only if it has none.</source>
        <translation>为此订阅申请实例。重复申请仍只有一个；仅在没有时才重新选择端口和主目录。</translation>
    </message>
    <message>
        <source>Provision instance</source>
        <translation>开通实例</translation>
    </message>
    <message>
        <source>Provisioning…</source>
        <translation>开通中…</translation>
    </message>
    <message>
        <source>Re-drive the payment</source>
        <translation>重新送达付款</translation>
    </message>
    <message>
        <source>Re-drive payment</source>
        <translation>重新送达付款</translation>
    </message>
    <message>
        <source>Re-driving…</source>
        <translation>送达中…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>The loop takes it up again from the step that failed. What is done already stays done.</source>
        <translation>循环从失败的步骤继续，已完成的保持不变。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>重试中…</translation>
    </message>
    <message>
        <source>Give it another host</source>
        <translation>换一台主机</translation>
    </message>
    <message>
        <source>Place on another host</source>
        <translation>换主机安置</translation>
    </message>
    <message>
        <source>Placing…</source>
        <translation>安置中…</translation>
    </message>
    <message>
        <source>Ask for another scan</source>
        <translation>请客户重新扫码</translation>
    </message>
    <message>
        <source>Ask WeChat again</source>
        <translation>再次询问微信</translation>
    </message>
    <message>
        <source>Asks what became of it. Nothing is written at the platform or at WeChat.</source>
        <translation>询问其结果。不在平台或微信写入任何内容。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>询问中…</translation>
    </message>
    <message>
        <source>Close the order</source>
        <translation>关闭订单</translation>
    </message>
    <message>
        <source>Close order</source>
        <translation>关闭订单</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>关闭中…</translation>
    </message>
    <message>
        <source>Hand off for a refund</source>
        <translation>移交退款</translation>
    </message>
    <message>
        <source>Hand off</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Handing off…</source>
        <translation>移交中…</translation>
    </message>
    <message>
        <source>Pause the instance</source>
        <translation>暂停实例</translation>
    </message>
    <message>
        <source>Its agent stops answering. Home, ports and WeChat login stay, and a payment brings it back.</source>
        <translation>助手停止应答。主目录、端口和微信登录保留，付款后恢复。</translation>
    </message>
    <message>
        <source>Pause instance</source>
        <translation>暂停实例</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>暂停中…</translation>
    </message>
    <message>
        <source>The platform’s row of the instance gets what was observed. Payments are not touched.</source>
        <translation>把观测到的情况写入平台的实例记录，不触及付款。</translation>
    </message>
    <message>
        <source>Paid and delivered</source>
        <translation>已付款并交付</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已交付</translation>
    </message>
    <message>
        <source>Made; nobody has scanned its code yet</source>
        <translation>已开通，尚无人扫码</translation>
    </message>
    <message>
        <source>waiting for scan</source>
        <translation>待扫码</translation>
    </message>
    <message>
        <source>Being made</source>
        <translation>正在开通</translation>
    </message>
    <message>
        <source>The instance was asked for and comes up by itself. There is nothing to do.</source>
        <translation>实例已申请，会自行启动，无需处理。</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Paid, and nobody asked for an instance</source>
        <translation>已付款，但无人申请实例</translation>
    </message>
    <message>
        <source>nobody asked for it</source>
        <translation>没有人请求过</translation>
    </message>
    <message>
        <source>payment not recorded</source>
        <translation>付款未入账</translation>
    </message>
    <message>
        <source>Its tenant is blocked</source>
        <translation>其租户受阻</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>受阻</translation>
    </message>
    <message>
        <source>Something failed; it is tried again by itself</source>
        <translation>有步骤失败，会自行重试</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>重试中</translation>
    </message>
    <message>
        <source>Its host does not answer</source>
        <translation>其主机无应答</translation>
    </message>
    <message>
        <source>host does not answer</source>
        <translation>主机无应答</translation>
    </message>
    <message>
        <source>Its host was declared gone for good</source>
        <translation>其主机已宣告永久失去</translation>
    </message>
    <message>
        <source>host is gone</source>
        <translation>主机已失去</translation>
    </message>
    <message>
        <source>Its WeChat was taken or revoked</source>
        <translation>其微信被占用或解绑</translation>
    </message>
    <message>
        <source>The instance runs, but its WeChat answers somewhere else or not at all. It needs another scan.</source>
        <translation>实例在运行，但其微信在别处应答或完全不应答，需要重新扫码。</translation>
    </message>
    <message>
        <source>WeChat was revoked</source>
        <translation>微信已失效</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>尚未付款</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>The money went back to the customer</source>
        <translation>款项已退回客户</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Another amount was paid than was asked for</source>
        <translation>实付金额与应付不符</translation>
    </message>
    <message>
        <source>amounts differ</source>
        <translation>金额不符</translation>
    </message>
    <message>
        <source>Paid twice for one subscription</source>
        <translation>同一订阅付款两次</translation>
    </message>
    <message>
        <source>paid twice</source>
        <translation>重复付款</translation>
    </message>
    <message>
        <source>Lapsed and paused</source>
        <translation>已到期并暂停</translation>
    </message>
    <message>
        <source>The subscription is over and its instance is paused. It comes back with a payment.</source>
        <translation>订阅已结束，实例已暂停。付款后恢复。</translation>
    </message>
    <message>
        <source>lapsed, paused</source>
        <translation>已到期，已暂停</translation>
    </message>
    <message>
        <source>Paid, and it belongs to no subscription</source>
        <translation>已付款，但不属于任何订阅</translation>
    </message>
    <message>
        <source>no subscription</source>
        <translation>无订阅</translation>
    </message>
    <message>
        <source>An active subscription that nobody paid</source>
        <translation>有效的订阅却无人付款</translation>
    </message>
    <message>
        <source>The platform calls it active, but has no order for it. Nothing is made of that: look where it comes from.</source>
        <translation>平台称其有效，却没有对应订单。不会据此开通：请查明来源。</translation>
    </message>
    <message>
        <source>no order</source>
        <translation>无订单</translation>
    </message>
    <message>
        <source>The platform names an instance that nobody paid</source>
        <translation>平台记有一个无人付款的实例</translation>
    </message>
    <message>
        <source>Look at it with whoever made it; nothing is stopped by itself.</source>
        <translation>请与创建者一起查看；不会自动停止任何东西。</translation>
    </message>
    <message>
        <source>instance without order</source>
        <translation>实例无订单</translation>
    </message>
    <message>
        <source>The platform&apos;s row of the instance is out of date</source>
        <translation>平台的实例记录已过时</translation>
    </message>
    <message>
        <source>row out of date</source>
        <translation>记录过时</translation>
    </message>
    <message>
        <source>Its plan is not known here</source>
        <translation>这里不认识其套餐</translation>
    </message>
    <message>
        <source>unknown plan</source>
        <translation>未知套餐</translation>
    </message>
    <message>
        <source>In a state that this program does not know</source>
        <translation>处于本程序不认识的状态</translation>
    </message>
    <message>
        <source>unknown state</source>
        <translation>未知状态</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>This program does not know what that means. Nothing is proposed.</source>
        <translation>本程序不知道这是什么意思，不作建议。</translation>
    </message>
    <message>
        <source>ready %1</source>
        <extracomment>Last column of a delivered order: when its agent was ready, &quot;ready 12:59:31&quot;</extracomment>
        <translation>就绪 %1</translation>
    </message>
    <message>
        <source>Callback lost</source>
        <translation>回调丢失</translation>
    </message>
    <message>
        <source>Customer asked</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>Trouble with a host</source>
        <translation>主机故障</translation>
    </message>
    <message>
        <source>Wrong amount</source>
        <translation>金额错误</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <comment>reason</comment>
        <translation>重复付款</translation>
    </message>
    <message>
        <source>Test order</source>
        <translation>测试订单</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What holds an order up, and why: &quot;blocked: port taken&quot;</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Opens the tenant: rebind it there, and the customer scans a fresh code.</source>
        <translation>打开该租户：在那里重新绑定，由客户扫描新的二维码。</translation>
    </message>
    <message>
        <source>Show tenant</source>
        <translation>显示租户</translation>
    </message>
    <message>
        <source>Start the instance</source>
        <translation>启动实例</translation>
    </message>
    <message>
        <source>It is made anew with the home, ports and WeChat login that it has.</source>
        <translation>用它现有的主目录、端口和微信登录重新建立。</translation>
    </message>
    <message>
        <source>Start instance</source>
        <translation>启动实例</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>It is put aside here, with your note; the platform’s row stays as it is. There is no money in it.</source>
        <translation>在这里搁置并附上你的备注；平台的记录保持不变。其中没有款项。</translation>
    </message>
    <message>
        <source>The platform says paid, and WeChat does not</source>
        <translation>平台显示已付款，而微信没有</translation>
    </message>
    <message>
        <source>not paid at WeChat</source>
        <translation>微信未收款</translation>
    </message>
    <message>
        <source>Paid and owed, and somebody stopped its agent</source>
        <translation>已付款且应提供服务，但有人停止了它</translation>
    </message>
    <message>
        <source>stopped by a person</source>
        <translation>被人停止</translation>
    </message>
    <message>
        <source>The platform names an instance that is not known here</source>
        <translation>平台记录了一个这里不认识的实例</translation>
    </message>
    <message>
        <source>It was made before this program, it seems. Take it over on the page of its host: a second one is not made beside it.</source>
        <translation>它似乎是在使用本程序之前建立的。请在其主机页面接管：不会在旁边再建一个。</translation>
    </message>
    <message>
        <source>instance not known here</source>
        <translation>未知实例</translation>
    </message>
    <message>
        <source>the order has no trade number to ask by</source>
        <translation>订单没有可用于查询的商户订单号</translation>
    </message>
    <message>
        <source>names no plan</source>
        <translation>没有写明套餐</translation>
    </message>
    <message>
        <source>no subscription for this order</source>
        <translation>此订单没有订阅</translation>
    </message>
    <message>
        <source>nobody has asked for one</source>
        <translation>没有人请求过</translation>
    </message>
    <message>
        <source>%1 was destroyed</source>
        <translation>%1 已销毁</translation>
    </message>
    <message>
        <source>no host has anything for it</source>
        <translation>没有主机上有它的内容</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 没有应答</translation>
    </message>
    <message>
        <source>nothing runs for it on %1</source>
        <translation>%1 上没有运行它的实例</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1，端口 %2</translation>
    </message>
    <message>
        <source>Order %1 has no trade number to ask WeChat Pay by.</source>
        <translation>订单 %1 没有可用于查询微信支付的商户订单号。</translation>
    </message>
    <message>
        <source>Look for it at the merchant&apos;s site.</source>
        <translation>请在商户平台上查找。</translation>
    </message>
    <message>
        <source>Nobody here can ask WeChat Pay.</source>
        <translation>这里无法查询微信支付。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no reason.</source>
        <translation>“%1”不是有效的原因。</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>请从 %1 中选择。</translation>
    </message>
    <message>
        <source>A note is needed.</source>
        <translation>需要填写备注。</translation>
    </message>
    <message>
        <source>Write in a few words why this is done.</source>
        <translation>请简要写明为什么这样做。</translation>
    </message>
    <message>
        <source>Nothing is to be done about order %1 now.</source>
        <translation>订单 %1 现在无需处理。</translation>
    </message>
    <message>
        <source>For order %1 something else is proposed now: %2.</source>
        <translation>订单 %1 现在建议的操作不同：%2。</translation>
    </message>
    <message>
        <source>Reload it and look again before you act.</source>
        <translation>请重新加载并再次查看后再操作。</translation>
    </message>
    <message>
        <source>Somebody has to scan for %1.</source>
        <translation>%1 需要有人扫码。</translation>
    </message>
    <message>
        <source>hermes-admin rebind %1</source>
        <translation>hermes-admin rebind %1</translation>
    </message>
    <message>
        <source>hermes-admin bind %1</source>
        <translation>hermes-admin bind %1</translation>
    </message>
    <message>
        <source>It moves to another host with room, with its home. What was on a host that is gone is lost.</source>
        <translation>它会连同主目录迁移到另一台有空位的主机。已消失的主机上的内容会丢失。</translation>
    </message>
    <message>
        <source>Closed, without money</source>
        <translation>已关闭，没有款项</translation>
    </message>
    <message>
        <source>It was refunded. Nothing is provisioned for it, and what serves is stopped unless another order pays for it.</source>
        <translation>已退款。不会为其开通；除非有其他订单为其付款，否则服务会停止。</translation>
    </message>
    <message>
        <source>The subscription is over</source>
        <translation>订阅已结束</translation>
    </message>
    <message>
        <source>It is not active any more at the platform. If its agent still answers, it is to be paused.</source>
        <translation>它在平台上已不再有效。若其智能体仍在回应，应将其暂停。</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>WeChat has the money; our order was never told</source>
        <translation>微信已收款，订单却未获通知</translation>
    </message>
    <message>
        <source>Paid, and its subscription is not active yet</source>
        <translation>已付款，但其订阅尚未生效</translation>
    </message>
    <message>
        <source>subscription not active</source>
        <translation>订阅无效</translation>
    </message>
    <message>
        <source>The payment is recorded, the subscription is active and the agent answers. There is nothing to do.</source>
        <translation>付款已记录，订阅有效，智能体可以应答。无需操作。</translation>
    </message>
    <message>
        <source>The instance runs and its bind code is out. Show it to the customer: it is delivered once that was scanned and confirmed.</source>
        <translation>实例正在运行，绑定二维码已发出。请向客户展示：扫码并确认后即完成交付。</translation>
    </message>
    <message>
        <source>The platform has recorded the payment and the subscription is active, but nothing serves it. Ask for its instance.</source>
        <translation>平台已记录付款，订阅有效，但没有任何实例为其服务。请为它开通实例。</translation>
    </message>
    <message>
        <source>The instance cannot come up by itself, and the loop has stopped trying. Mend what stands in its way, then do what is proposed.</source>
        <translation>实例无法自行启动，循环已停止尝试。请先排除障碍，再执行所建议的操作。</translation>
    </message>
    <message>
        <source>The loop waits between its tries. Mend what stands in its way; trying again now costs nothing but a try.</source>
        <translation>循环会在间隔后再次尝试。请排除障碍；现在重试除了一次尝试外没有代价。</translation>
    </message>
    <message>
        <source>The instance may well be running there. Nothing is moved by itself: two of them would answer one WeChat. Bring the host back, or declare it lost on its page.</source>
        <translation>实例很可能仍在那里运行。不会自动迁移：否则会有两个实例应答同一个微信。请恢复该主机，或在主机页面宣告其失去。</translation>
    </message>
    <message>
        <source>What ran there is lost with it. Give the instance another place; its customer has to scan once more.</source>
        <translation>那里运行的内容已随主机失去。请为实例另选位置；客户需要重新扫码。</translation>
    </message>
    <message>
        <source>The platform waits for its money, and nothing is made before. Where the customer says that it was paid, ask WeChat.</source>
        <translation>平台在等待付款，付款前不会开通任何实例。若客户表示已付款，请查询微信支付。</translation>
    </message>
    <message>
        <source>Nobody can pay it any more, at the platform or at WeChat. Nothing is made for it: whoever still wants it orders anew.</source>
        <translation>平台和微信都已无法再为其付款。不会为它开通任何实例：仍需要的客户请重新下单。</translation>
    </message>
    <message>
        <source>The two numbers below differ, so nothing is delivered for it. Hand it off: a person decides about the money first.</source>
        <translation>下方两个金额不一致，因此不予交付。请移交：先由人员处理款项。</translation>
    </message>
    <message>
        <source>WeChat knows this order and has no money for it. Hand it off: a person finds out which of the two is wrong.</source>
        <translation>微信支付有此订单，但没有收到款项。请移交：由人员查明哪一方有误。</translation>
    </message>
    <message>
        <source>A person stopped it, so it is not started again by itself. Start it once the reason for that is gone.</source>
        <translation>它是被人员停止的，因此不会自动再启动。原因消除后请启动它。</translation>
    </message>
    <message>
        <source>Two paid orders belong to one subscription, and there is never a second instance. Hand the later one off for a refund.</source>
        <translation>同一订阅有两个已付款订单，而实例永远只有一个。请将较晚的订单移交退款。</translation>
    </message>
    <message>
        <source>The platform has the money and no subscription for it, so nobody can say what to make. Hand it off, or have the platform make one.</source>
        <translation>平台已收款但没有对应的订阅，因此无法确定要开通什么。请移交，或让平台建立订阅。</translation>
    </message>
    <message>
        <source>Nobody has said how this plan runs. Teach the plan in platform.json; then it goes on by itself.</source>
        <translation>没有说明此套餐如何运行。请在 platform.json 中定义该套餐，之后会自动继续。</translation>
    </message>
    <message>
        <source>The platform&apos;s own word is below. It is not guessed what it means, and nothing is done. Teach it in platform.json.</source>
        <translation>平台的原始状态见下方。不猜测其含义，也不做任何操作。请在 platform.json 中定义它。</translation>
    </message>
    <message>
        <source>WeChat says that this order is paid. The platform&apos;s row still says that it is not: its callback got lost. Give it to the platform&apos;s own handler; then it goes on by itself.</source>
        <translation>微信支付表示此订单已付款，而平台的记录仍显示未付款：回调丢失了。请交给平台自己的处理程序，之后会自动继续。</translation>
    </message>
    <message>
        <source>The host shows something else than the platform has written down. The host is right: tell the platform, or correct the row there.</source>
        <translation>主机上的情况与平台的记录不一致。以主机为准：请回写平台，或在平台更正该记录。</translation>
    </message>
    <message>
        <source>hermes-admin order show %1 says what is known of it.</source>
        <translation>hermes-admin order show %1 会显示已知情况。</translation>
    </message>
    <message>
        <source>Order %1 is not paid: the platform says %2.</source>
        <translation>订单 %1 未支付：平台显示为 %2。</translation>
    </message>
    <message>
        <source>Order %1 is paid, but its subscription is not active: the platform says %2.</source>
        <translation>订单 %1 已支付，但其订阅未生效：平台显示为 %2。</translation>
    </message>
    <message>
        <source>The tenant of order %1 was destroyed.</source>
        <translation>订单 %1 的租户已被销毁。</translation>
    </message>
    <message>
        <source>A person has to decide about order %1 first.</source>
        <translation>订单 %1 需要先由人工决定。</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>无需操作。</translation>
    </message>
    <message>
        <source>WeChat Pay does not say that order %1 was paid as it was asked.</source>
        <translation>微信支付并未表明订单 %1 已按要求付款。</translation>
    </message>
    <message>
        <source>The platform changed its row about %1 meanwhile.</source>
        <translation>平台在此期间更改了关于 %1 的记录。</translation>
    </message>
    <message>
        <source>It is read again and told within a minute.</source>
        <translation>将重新读取并在一分钟内回写。</translation>
    </message>
    <message>
        <source>Asks WeChat once more and gives its answer to the platform’s own handler, by a program on its host. The platform records it; provisioning then starts by itself. We never write PAID.</source>
        <translation>再向微信查询一次，并由平台主机上的程序把应答交给平台自己的处理接口。由平台入账，随后自动开通。我们从不写入 PAID。</translation>
    </message>
    <message>
        <source>Puts it on the list of refund hand-offs, with your note. This program moves no money: a person refunds it at WeChat Pay.</source>
        <translation>连同你的备注列入退款移交。本程序不动款项：由人在微信支付退款。</translation>
    </message>
    <message>
        <source>Tell the platform what serves</source>
        <translation>把实际服务情况告知平台</translation>
    </message>
    <message>
        <source>Tell the platform</source>
        <translation>回写平台</translation>
    </message>
    <message>
        <source>Telling…</source>
        <translation>正在告知…</translation>
    </message>
    <message>
        <source>The platform has the payment and did not make the subscription active. Give the payment to its handler once more, or have it made active there; then it goes on by itself.</source>
        <translation>平台已收到付款，但没有让订阅生效。请把付款再次交给平台的处理接口，或在平台上使其生效；之后会自动继续。</translation>
    </message>
    <message>
        <source>That is being done already.</source>
        <translation>该操作已在进行中。</translation>
    </message>
    <message>
        <source>Wait until it is done, then look again.</source>
        <translation>等它完成后再查看。</translation>
    </message>
    <message>
        <source>Refund approved</source>
        <translation>退款已批准</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>退款被拒绝</translation>
    </message>
    <message>
        <source>Payment kept</source>
        <translation>款项保留</translation>
    </message>
    <message>
        <source>Refund at WeChat Pay</source>
        <translation>微信支付退款状态</translation>
    </message>
    <message>
        <source>Nobody is named who decided.</source>
        <translation>没有写明由谁决定。</translation>
    </message>
    <message>
        <source>Say who approved or refused the refund: a name of at most 100 letters.</source>
        <translation>请写明是谁批准或拒绝了退款：姓名最多 100 个字。</translation>
    </message>
    <message>
        <source>Either a refund has a number, or there is none.</source>
        <translation>要么有退款单号，要么没有退款，二者只能选一。</translation>
    </message>
    <message>
        <source>Give the number of the refund, or say that it was refused or that the money is kept.</source>
        <translation>请填写退款单号，或注明退款被拒绝、款项保留。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number of a refund.</source>
        <translation>“%1”不是退款单号。</translation>
    </message>
    <message>
        <source>It is the out_refund_no: at most 64 letters, digits, _ - | * and @.</source>
        <translation>应填商户退款单号 out_refund_no：最多 64 个字符，只能是字母、数字和 _ - | * @。</translation>
    </message>
    <message>
        <source>WeChat Pay says that refund %1 was paid out.</source>
        <translation>微信支付表示退款单 %1 已退款成功。</translation>
    </message>
    <message>
        <source>WeChat Pay says that refund %1 is under way.</source>
        <translation>微信支付表示退款单 %1 正在处理中。</translation>
    </message>
    <message>
        <source>refund %1, approved by %2</source>
        <translation>退款单 %1，由 %2 批准</translation>
    </message>
    <message>
        <source>decided by %1</source>
        <translation>由 %1 决定</translation>
    </message>
    <message>
        <source>it is of another payment: %1</source>
        <translation>它属于另一笔支付：%1</translation>
    </message>
    <message>
        <source>handed off by %1</source>
        <translation>由 %1 移交</translation>
    </message>
    <message>
        <source>Order %1 was not given to anybody to refund it.</source>
        <translation>订单 %1 没有移交退款。</translation>
    </message>
    <message>
        <source>Where HAND_OFF is proposed, do that first; hermes-admin order show %1 says what is.</source>
        <translation>如果建议的操作是 HAND_OFF，请先执行它；用 hermes-admin order show %1 查看建议的操作。</translation>
    </message>
    <message>
        <source>No refund of order %1 was recorded.</source>
        <translation>订单 %1 没有登记退款单。</translation>
    </message>
    <message>
        <source>hermes-admin order handoff %1 records the one that was approved.</source>
        <translation>用 hermes-admin order handoff %1 登记已批准的退款单。</translation>
    </message>
    <message>
        <source>Refund %1 is of another payment than order %2.</source>
        <translation>退款单 %1 属于另一笔支付，不是订单 %2 的。</translation>
    </message>
    <message>
        <source>Record the refund that is this order&apos;s.</source>
        <translation>请登记属于该订单的退款单。</translation>
    </message>
    <message>
        <source>The platform has this order no more</source>
        <translation>平台上已没有该订单</translation>
    </message>
    <message>
        <source>Its row was there and is gone; what is below was read before. Ask whoever keeps the platform why. Nothing is made or ended for it by itself: close it here, or hand it off where WeChat has its money.</source>
        <translation>它的记录曾经存在，现在已不见；下面是此前读到的内容。请向平台维护者询问原因。不会为它自动开通或结束任何服务：请在此关闭；若微信已收款，则移交。</translation>
    </message>
    <message>
        <source>row is gone</source>
        <translation>记录已不见</translation>
    </message>
    <message>
        <source>its row is gone; it said %1</source>
        <translation>记录已不见；此前为 %1</translation>
    </message>
    <message>
        <source>The platform has order %1 no more.</source>
        <translation>平台上已没有订单 %1。</translation>
    </message>
    <message>
        <source>WeChat Pay has not been asked about refund %1 yet.</source>
        <translation>尚未向微信支付查询退款单 %1。</translation>
    </message>
    <message>
        <source>Ask WeChat Pay first: once it knows no such refund, another number can be recorded.</source>
        <translation>请先查询微信支付：确认没有该退款单后，才能登记其他单号。</translation>
    </message>
    <message>
        <source>nobody has decided; hermes-admin order handoff %1 records it</source>
        <translation>尚无人决定；用 hermes-admin order handoff %1 登记</translation>
    </message>
</context>
<context>
    <name>OrdersBanners</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>OrdersEmpty</name>
    <message>
        <source>No platform database</source>
        <translation>没有平台数据库</translation>
    </message>
    <message>
        <source>Nothing is known of the orders</source>
        <translation>订单情况未知</translation>
    </message>
    <message>
        <source>No order matches</source>
        <translation>没有匹配的订单</translation>
    </message>
    <message>
        <source>Nothing is handed off</source>
        <translation>没有移交</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>还没有订单</translation>
    </message>
    <message>
        <source>Everything that is paid is delivered</source>
        <translation>已付款的都已交付</translation>
    </message>
    <message>
        <source>Orders and payments are read from the platform&apos;s own database. Name it in HERMES_ADMIN_PLATFORM_DB, then start this program again.</source>
        <translation>订单和付款读自平台自己的数据库。请在 HERMES_ADMIN_PLATFORM_DB 中指定它，然后重新启动本程序。</translation>
    </message>
    <message>
        <source>The platform&apos;s database has not answered since this window is open.</source>
        <translation>自窗口打开以来，平台数据库从未应答。</translation>
    </message>
    <message>
        <source>Ids, trade numbers and transactions are looked for in full or in part.</source>
        <translation>可按编号、商户单号、交易单号的全部或一部分查找。</translation>
    </message>
    <message>
        <source>Orders whose money has to go back are listed here, for a person to refund them at WeChat Pay.</source>
        <translation>需要退款的订单列在这里，由人工在微信支付退款。</translation>
    </message>
    <message>
        <source>The platform has taken no order so far.</source>
        <translation>平台至今没有订单。</translation>
    </message>
    <message>
        <source>A paid order stands here until its agent answers, those that wait longest first.</source>
        <translation>已付款的订单列在这里，直到其助手应答，等待最久的在前。</translation>
    </message>
    <message>
        <source>Copy the setting&apos;s name</source>
        <extracomment>Button: copies HERMES_ADMIN_PLATFORM_DB</extracomment>
        <translation>复制设置名称</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>显示全部订单</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>Paid, not delivered</source>
        <translation>已付款未交付</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>全部订单</translation>
    </message>
    <message>
        <source>Refund hand-offs</source>
        <translation>退款移交</translation>
    </message>
    <message>
        <source>Order, tenant, customer, trade number</source>
        <translation>订单、租户、客户、商户单号</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>非实时</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Sign in to %1</source>
        <extracomment>Title of the question; %1 is a host&apos;s name</extracomment>
        <translation>登录 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Used for this sign-in and kept only while the program runs.</source>
        <translation>仅用于本次登录，程序退出后不保留。</translation>
    </message>
</context>
<context>
    <name>Payments</name>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>The platform&apos;s database lacks what is needed to read orders.</source>
        <translation>平台数据库缺少读取订单所需的内容。</translation>
    </message>
    <message>
        <source>Grant SELECT on it, or name it as the platform does in platform.json (docs/platform-database.md).</source>
        <translation>请授予 SELECT 权限，或在 platform.json 中写明平台所用的名称（docs/platform-database.md）。</translation>
    </message>
    <message>
        <source>There is no platform database at %1.</source>
        <translation>%1 处没有平台数据库。</translation>
    </message>
    <message>
        <source>Name the file: HERMES_ADMIN_PLATFORM_DB=sqlite:PATH.</source>
        <translation>请指定文件：HERMES_ADMIN_PLATFORM_DB=sqlite:PATH。</translation>
    </message>
    <message>
        <source>The platform has no order %1.</source>
        <translation>平台没有订单 %1。</translation>
    </message>
    <message>
        <source>hermes-admin order list shows them.</source>
        <translation>用 hermes-admin order list 查看订单。</translation>
    </message>
    <message>
        <source>The file of the platform&apos;s names has no use for &quot;%1&quot;.</source>
        <translation>平台名称文件中的“%1”无效。</translation>
    </message>
    <message>
        <source>docs/platform-database.md lists what it may say.</source>
        <translation>docs/platform-database.md 列出了可用的内容。</translation>
    </message>
    <message>
        <source>The file of the platform&apos;s names is not a JSON object.</source>
        <translation>平台名称文件不是 JSON 对象。</translation>
    </message>
    <message>
        <source>docs/platform-database.md has an example.</source>
        <translation>docs/platform-database.md 中有示例。</translation>
    </message>
    <message>
        <source>orders cannot be told apart</source>
        <translation>无法区分订单</translation>
    </message>
    <message>
        <source>it is not known what was paid</source>
        <translation>无法知道哪些已付款</translation>
    </message>
    <message>
        <source>orders cannot be listed page by page</source>
        <translation>无法分页列出订单</translation>
    </message>
    <message>
        <source>orders are matched by the subscription&apos;s orderId</source>
        <translation>订单通过订阅的 orderId 匹配</translation>
    </message>
    <message>
        <source>it is not shown whose an order is</source>
        <translation>不显示订单属于谁</translation>
    </message>
    <message>
        <source>the plan is taken from the subscription</source>
        <translation>套餐取自订阅</translation>
    </message>
    <message>
        <source>amounts are not shown and not compared with WeChat Pay&apos;s</source>
        <translation>不显示金额，也不与微信支付比对</translation>
    </message>
    <message>
        <source>every amount counts as the standard currency</source>
        <translation>所有金额按标准币种计算</translation>
    </message>
    <message>
        <source>WeChat Pay cannot be asked about an order</source>
        <translation>无法就订单查询微信支付</translation>
    </message>
    <message>
        <source>orders are not found by WeChat&apos;s transaction</source>
        <translation>无法按微信交易号查找订单</translation>
    </message>
    <message>
        <source>waiting times count from when an order was last written</source>
        <translation>等待时间从订单最后写入时算起</translation>
    </message>
    <message>
        <source>a change of an order is only seen while it is open</source>
        <translation>只有订单未结时才能看到其变化</translation>
    </message>
    <message>
        <source>it is not known what is owed</source>
        <translation>无法知道应提供什么</translation>
    </message>
    <message>
        <source>the plan is taken from the order</source>
        <translation>套餐取自订单</translation>
    </message>
    <message>
        <source>a lapse is only seen when its order changes</source>
        <translation>只有订单变化时才能看到到期</translation>
    </message>
    <message>
        <source>what the platform believes serves is not compared</source>
        <translation>不比对平台所记录的实例</translation>
    </message>
    <message>
        <source>the port that the platform has is not compared</source>
        <translation>不比对平台所记录的端口</translation>
    </message>
    <message>
        <source>the platform is not told where an instance answers</source>
        <translation>不会告知平台实例的地址</translation>
    </message>
    <message>
        <source>the platform is not told what serves</source>
        <translation>不会告知平台由什么提供服务</translation>
    </message>
    <message>
        <source>the platform is not told how an instance is</source>
        <translation>不会告知平台实例的状态</translation>
    </message>
    <message>
        <source>the platform&apos;s rows cannot be changed safely</source>
        <translation>无法安全地更改平台的记录</translation>
    </message>
    <message>
        <source>nothing can be read</source>
        <translation>什么都无法读取</translation>
    </message>
    <message>
        <source>The answer is not WeChat Pay&apos;s: %1.</source>
        <translation>该回答不是来自微信支付：%1。</translation>
    </message>
    <message>
        <source>Check WeChat Pay&apos;s public key in wechatpay.json, and this machine&apos;s clock.</source>
        <translation>请检查 wechatpay.json 中的微信支付公钥以及本机时钟。</translation>
    </message>
    <message>
        <source>The merchant&apos;s private key cannot be used.</source>
        <translation>商户私钥无法使用。</translation>
    </message>
    <message>
        <source>It must be a PEM file of an RSA key without passphrase (apiclient_key.pem).</source>
        <translation>它必须是无口令的 RSA 私钥 PEM 文件（apiclient_key.pem）。</translation>
    </message>
    <message>
        <source>it is not signed</source>
        <translation>没有签名</translation>
    </message>
    <message>
        <source>it is signed with a key that is not known here</source>
        <translation>使用了这里不认识的密钥签名</translation>
    </message>
    <message>
        <source>it is not of now</source>
        <translation>不是当前的回答</translation>
    </message>
    <message>
        <source>the public key that is known here cannot be read</source>
        <translation>这里的公钥无法读取</translation>
    </message>
    <message>
        <source>its signature is wrong</source>
        <translation>签名错误</translation>
    </message>
    <message>
        <source>WeChat Pay knows nothing of it: %1.</source>
        <translation>微信支付没有它的信息：%1。</translation>
    </message>
    <message>
        <source>Ask again later; if it stays so, look at the merchant&apos;s site.</source>
        <translation>请稍后再查询；若仍如此，请查看商户平台。</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s answer is about something else.</source>
        <translation>微信支付的回答与此无关。</translation>
    </message>
    <message>
        <source>Ask again; report it if it stays so.</source>
        <translation>请再次查询；若仍如此，请报告。</translation>
    </message>
    <message>
        <source>wechatpay.json cannot be used: %1.</source>
        <translation>wechatpay.json 无法使用：%1。</translation>
    </message>
    <message>
        <source>docs/payments.md says what it holds.</source>
        <translation>docs/payments.md 说明了它的内容。</translation>
    </message>
    <message>
        <source>a key file cannot be read</source>
        <translation>密钥文件无法读取</translation>
    </message>
    <message>
        <source>Others may read the merchant&apos;s private key.</source>
        <translation>其他人可以读取商户私钥。</translation>
    </message>
    <message>
        <source>chmod 600 %1</source>
        <translation>chmod 600 %1</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Check this machine&apos;s network.</source>
        <translation>请检查本机网络。</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>its url is no https address</source>
        <translation>其 url 不是 https 地址</translation>
    </message>
    <message>
        <source>WeChat Pay did not answer about %1.</source>
        <translation>微信支付没有就 %1 作出回答。</translation>
    </message>
    <message>
        <source>Check the merchant&apos;s keys in wechatpay.json.</source>
        <translation>请检查 wechatpay.json 中的商户密钥。</translation>
    </message>
    <message>
        <source>Ask again later.</source>
        <translation>请稍后再查询。</translation>
    </message>
    <message>
        <source>the platform cannot be told of an instance: UPDATE is not granted on it</source>
        <translation>无法向平台回写实例信息：未授予 UPDATE 权限</translation>
    </message>
    <message>
        <source>The platform&apos;s rows are not written.</source>
        <translation>不写入平台的记录。</translation>
    </message>
    <message>
        <source>&quot;writeBack&quot;: true in platform.json allows it (docs/platform-database.md).</source>
        <translation>在 platform.json 中设置 &quot;writeBack&quot;: true 即可允许（见 docs/platform-database.md）。</translation>
    </message>
    <message>
        <source>The platform&apos;s rows of instances cannot be changed safely.</source>
        <translation>无法安全地更改平台的实例记录。</translation>
    </message>
    <message>
        <source>Name these columns as the platform does in platform.json.</source>
        <translation>请在 platform.json 中按平台的名称填写这些列。</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>Blocked</source>
        <translation>受阻</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>重试中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Waiting for scan</source>
        <translation>待扫码</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>已分配</translation>
    </message>
    <message>
        <source>Image ready</source>
        <translation>镜像就绪</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Replacing</source>
        <translation>更换中</translation>
    </message>
    <message>
        <source>Destroying</source>
        <translation>销毁中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>Paid</source>
        <extracomment>A step of the timeline before the first phase: the customer&apos;s payment</extracomment>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Replaced</source>
        <extracomment>A step of the timeline: a new generation took the place of the old one</extracomment>
        <translation>已更换</translation>
    </message>
</context>
<context>
    <name>Pipe</name>
    <message>
        <source>The transfer was cancelled.</source>
        <translation>传输已取消。</translation>
    </message>
    <message>
        <source>The other side of the transfer has stopped.</source>
        <translation>传输的另一端已停止。</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>not connected yet</source>
        <translation>尚未连接</translation>
    </message>
    <message>
        <source>cordoned</source>
        <translation>已停止分配</translation>
    </message>
    <message>
        <source>full: %1 of %2 tenants</source>
        <translation>已满：%1/%2 个租户</translation>
    </message>
    <message>
        <source>no free port in %1-%2</source>
        <translation>%1-%2 中没有空闲端口</translation>
    </message>
    <message>
        <source>There is no host yet.</source>
        <translation>尚无主机。</translation>
    </message>
    <message>
        <source>No host can take this tenant.</source>
        <translation>没有主机可容纳此租户。</translation>
    </message>
    <message>
        <source>takes no prefab tenants</source>
        <translation>不接收预制租户</translation>
    </message>
    <message>
        <source>takes no shared tenants</source>
        <translation>不接收共享租户</translation>
    </message>
    <message>
        <source>memory: %1 of its %2 GiB (%3 %) are promised, this tenant may take %4 GiB</source>
        <translation>内存：%2 GiB（%3 %）中已承诺 %1 GiB，此租户最多占用 %4 GiB</translation>
    </message>
    <message>
        <source>memory: %1 of %2 GiB are free, this tenant may take %3 GiB</source>
        <translation>内存：%2 GiB 中可用 %1 GiB，此租户最多占用 %3 GiB</translation>
    </message>
    <message>
        <source>disk: %1 of %2 GiB are free, %3 GiB are kept</source>
        <translation>磁盘：%2 GiB 中可用 %1 GiB，需保留 %3 GiB</translation>
    </message>
    <message>
        <source>Add a host, or let one take more (host set, host uncordon).</source>
        <translation>请添加主机，或让某台主机接收更多租户（host set、host uncordon）。</translation>
    </message>
</context>
<context>
    <name>PlanColumn</name>
    <message>
        <source>What will be done</source>
        <translation>将要执行</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>1 host, no other tenant</source>
        <translation>1 台主机，不影响其他租户</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>once the customer has scanned</source>
        <translation>客户扫码之后</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Destroy, by typing the name</source>
        <translation>销毁，需输入名称</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Wait for them</source>
        <translation>等它们结束</translation>
    </message>
    <message>
        <source>%1 now</source>
        <extracomment>Button beside &quot;Wait for them&quot;; %1 is a verb: &quot;Restart now&quot;</extracomment>
        <translation>立即%1</translation>
    </message>
</context>
<context>
    <name>Prefab</name>
    <message>
        <source>There is no such unit.</source>
        <translation>没有这个单元。</translation>
    </message>
    <message>
        <source>The name is taken already.</source>
        <translation>名称已被占用。</translation>
    </message>
    <message>
        <source>The link broke while it was sent.</source>
        <translation>发送时连接中断。</translation>
    </message>
    <message>
        <source>Hermes was not found on the host.</source>
        <translation>主机上没有找到 Hermes。</translation>
    </message>
    <message>
        <source>Install Hermes there, or give its path: host add --hermes PATH.</source>
        <translation>在主机上安装 Hermes，或给出其路径：host add --hermes PATH。</translation>
    </message>
    <message>
        <source>systemd could not close off the tenant&apos;s room.</source>
        <translation>systemd 无法建立该租户的隔离环境。</translation>
    </message>
    <message>
        <source>Run hermes-admin host test: user namespaces may be switched off on that host.</source>
        <translation>运行 hermes-admin host test：该主机可能关闭了用户命名空间。</translation>
    </message>
    <message>
        <source>Let the SSH user linger on the host: sudo loginctl enable-linger USER.</source>
        <translation>让 SSH 用户在主机上保持驻留：sudo loginctl enable-linger USER。</translation>
    </message>
    <message>
        <source>The list of the units on the host is not whole.</source>
        <translation>主机上的单元列表不完整。</translation>
    </message>
    <message>
        <source>It is asked again.</source>
        <translation>会再次查询。</translation>
    </message>
    <message>
        <source>The units on the host could not be listed.</source>
        <translation>无法列出主机上的单元。</translation>
    </message>
    <message>
        <source>There is no unit %1 on the host.</source>
        <translation>主机上没有单元 %1。</translation>
    </message>
    <message>
        <source>The path %1 cannot be a prefab tenant&apos;s.</source>
        <translation>路径 %1 不能用于预制租户。</translation>
    </message>
    <message>
        <source>Choose a data root of letters, digits and . _ - / only.</source>
        <translation>选择只含字母、数字和 . _ - / 的数据目录。</translation>
    </message>
    <message>
        <source>The unit %1 could not be made.</source>
        <translation>无法创建单元 %1。</translation>
    </message>
    <message>
        <source>The tenant&apos;s unit could not be started.</source>
        <translation>无法启动该租户的单元。</translation>
    </message>
    <message>
        <source>The tenant&apos;s unit could not be stopped.</source>
        <translation>无法停止该租户的单元。</translation>
    </message>
    <message>
        <source>The tenant&apos;s unit could not be removed.</source>
        <translation>无法移除该租户的单元。</translation>
    </message>
    <message>
        <source>The tenant&apos;s unit could not be paused.</source>
        <translation>无法暂停该租户的单元。</translation>
    </message>
    <message>
        <source>The tenant&apos;s unit could not go on.</source>
        <translation>无法让该租户的单元继续运行。</translation>
    </message>
    <message>
        <source>The unit could not be named %1.</source>
        <translation>无法把单元命名为 %1。</translation>
    </message>
    <message>
        <source>The end of a unit could not be waited for.</source>
        <translation>无法等待单元结束。</translation>
    </message>
    <message>
        <source>Files could not be written to %1 of the home.</source>
        <translation>无法把文件写入主目录的 %1。</translation>
    </message>
    <message>
        <source>There is no %1 in the home.</source>
        <translation>主目录中没有 %1。</translation>
    </message>
    <message>
        <source>%1 of the home could not be read.</source>
        <translation>无法读取主目录的 %1。</translation>
    </message>
    <message>
        <source>%1 of the home could not be looked at.</source>
        <translation>无法查看主目录的 %1。</translation>
    </message>
    <message>
        <source>The tenant&apos;s journal could not be read.</source>
        <translation>无法读取该租户的日志。</translation>
    </message>
    <message>
        <source>A command could not be run for this tenant.</source>
        <translation>无法为该租户运行命令。</translation>
    </message>
    <message>
        <source>The link broke while a command ran on the host.</source>
        <translation>命令在主机上运行时连接中断。</translation>
    </message>
    <message>
        <source>What the host has for prefab tenants could not be asked.</source>
        <translation>无法查询主机是否具备预制租户所需的条件。</translation>
    </message>
    <message>
        <source>Hermes does not run on the host as a prefab tenant would.</source>
        <translation>Hermes 无法在主机上以预制租户的方式运行。</translation>
    </message>
    <message>
        <source>Install Hermes there where the SSH user can read it, such as /opt/hermes; then hermes-admin host test.</source>
        <translation>把 Hermes 安装在 SSH 用户可读的位置，例如 /opt/hermes；然后运行 hermes-admin host test。</translation>
    </message>
</context>
<context>
    <name>QrCard</name>
    <message>
        <source>Bind code</source>
        <translation>绑定二维码</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Rebind</source>
        <translation>重新绑定</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>New code</source>
        <extracomment>Button: replace the bind QR code that is shown by a new one</extracomment>
        <translation>换新码</translation>
    </message>
    <message>
        <source>Try host now</source>
        <translation>立即连接主机</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Destroy …</source>
        <extracomment>Menu line; &quot;…&quot; because a question follows</extracomment>
        <translation>销毁…</translation>
    </message>
    <message>
        <source>Port %2 is taken on %1</source>
        <translation>%1 的端口 %2 被占用</translation>
    </message>
    <message>
        <source>WeChat signed this agent out</source>
        <translation>微信已让这个智能体下线</translation>
    </message>
    <message>
        <source>The customer must scan once more. The agent itself is healthy; the old token is kept on the host.</source>
        <translation>需要客户再扫一次码。智能体本身健康；旧令牌保留在主机上。</translation>
    </message>
    <message>
        <source>This WeChat already serves another tenant</source>
        <translation>这个微信已绑定另一个租户</translation>
    </message>
    <message>
        <source>One WeChat is one live tenant. Nothing was discarded: both tokens are kept on their hosts.</source>
        <translation>一个微信只对应一个在用租户。没有丢弃任何东西：两份令牌都保留在各自主机上。</translation>
    </message>
    <message>
        <source>The image is not on %1</source>
        <translation>%1 上没有镜像</translation>
    </message>
    <message>
        <source>The host could neither find nor fetch the image of this tenant.</source>
        <translation>主机既没有这个租户的镜像，也拉取不到。</translation>
    </message>
    <message>
        <source>The disk of %1 is full</source>
        <translation>%1 的磁盘已满</translation>
    </message>
    <message>
        <source>It runs but does not answer</source>
        <translation>在运行但没有应答</translation>
    </message>
    <message>
        <source>It stopped by itself</source>
        <translation>它自己停了</translation>
    </message>
    <message>
        <source>Rebinding would</source>
        <translation>重新绑定将会</translation>
    </message>
    <message>
        <source>Restarting would</source>
        <translation>重启将会</translation>
    </message>
    <message>
        <source>Trying again would</source>
        <translation>再试一次将会</translation>
    </message>
    <message>
        <source>look again at every host it may be on</source>
        <translation>重新查看它可能所在的每台主机</translation>
    </message>
    <message>
        <source>go on from the step where it stopped</source>
        <translation>从停下的那一步继续</translation>
    </message>
    <message>
        <source>wait until it is healthy and itself</source>
        <translation>等到健康且身份一致</translation>
    </message>
    <message>
        <source>create generation %1, wait until healthy</source>
        <translation>创建第 %1 代，等到健康</translation>
    </message>
    <message>
        <source>ask for a bind code</source>
        <translation>请求绑定二维码</translation>
    </message>
    <message>
        <source>go on with the binding it has</source>
        <translation>沿用现有绑定</translation>
    </message>
    <message>
        <source>show a bind code, the customer scans</source>
        <translation>显示绑定二维码，客户扫码</translation>
    </message>
    <message>
        <source>archive the old token, stop and remove the container</source>
        <translation>归档旧令牌，停止并移除容器</translation>
    </message>
    <message>
        <source>create generation %1 with the new token</source>
        <translation>用新令牌创建第 %1 代</translation>
    </message>
    <message>
        <source>Not seen for %1</source>
        <extracomment>Title of the card of a tenant whose host does not answer, e.g. &quot;Not seen for 6 min&quot;</extracomment>
        <translation>已有 %1 未观测到</translation>
    </message>
    <message>
        <source>%1 does not answer. This tenant was %2 and may well be running; nothing is started elsewhere while that is possible.</source>
        <translation>%1 没有应答。这个租户此前为“%2”，很可能仍在运行；在排除之前不会在别处启动。</translation>
    </message>
    <message>
        <source>last seen %1 at %2</source>
        <translation>最后观测：%1，%2</translation>
    </message>
    <message>
        <source>%1 (%2) since %3</source>
        <translation>%1 (%2) 自 %3</translation>
    </message>
    <message>
        <source>port taken</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>session expired</source>
        <translation>会话过期</translation>
    </message>
    <message>
        <source>WeChat in use</source>
        <translation>微信已被占用</translation>
    </message>
    <message>
        <source>image missing</source>
        <translation>缺少镜像</translation>
    </message>
    <message>
        <source>no room</source>
        <translation>没有空位</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>not itself</source>
        <translation>身份不符</translation>
    </message>
    <message>
        <source>stopped by itself</source>
        <translation>自行退出</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>host unreachable</source>
        <translation>主机无法连接</translation>
    </message>
    <message>
        <source>name taken</source>
        <translation>名称被占用</translation>
    </message>
    <message>
        <source>Show host</source>
        <extracomment>Button: go to the tenant&apos;s host on the Hosts page</extracomment>
        <translation>查看主机</translation>
    </message>
    <message>
        <source>Something that is not ours listens there. Three failed starts in a row move it to another port.</source>
        <translation>有不属于我们的程序在监听。连续三次启动失败后会换到其他端口。</translation>
    </message>
    <message>
        <source>It ran out of memory</source>
        <translation>内存用尽</translation>
    </message>
    <message>
        <source>%1 ended its container because it used all the memory of its plan. Its home is untouched.</source>
        <translation>容器用完了套餐的全部内存，被 %1 终止。主目录没有改动。</translation>
    </message>
    <message>
        <source>Its container ended. Its home is untouched; the log says more.</source>
        <translation>容器退出了。主目录没有改动；详情见日志。</translation>
    </message>
    <message>
        <source>It never became healthy</source>
        <translation>一直没有就绪</translation>
    </message>
    <message>
        <source>Its container runs, but it did not answer as itself within the time that a start may take.</source>
        <translation>容器在运行，但在启动时限内没有以自己的身份应答。</translation>
    </message>
    <message>
        <source>Something else answers in its place</source>
        <translation>应答的不是它本身</translation>
    </message>
    <message>
        <source>What answers on port %2 of %1 is not this tenant&apos;s agent.</source>
        <translation>在 %1 的端口 %2 上应答的不是这个租户的智能体。</translation>
    </message>
    <message>
        <source>Its gateway is down</source>
        <translation>网关没有运行</translation>
    </message>
    <message>
        <source>The container is up, but the part that speaks with WeChat does not run. If this lasts it is made anew.</source>
        <translation>容器在运行，但与微信通信的部分没有运行。如果持续下去会重新创建。</translation>
    </message>
    <message>
        <source>The container is up; its dashboard does not say that it is healthy. If this lasts it is made anew.</source>
        <translation>容器在运行，但它的面板没有报告健康。如果持续下去会重新创建。</translation>
    </message>
    <message>
        <source>It no longer polls WeChat</source>
        <translation>不再轮询微信</translation>
    </message>
    <message>
        <source>The agent is healthy, but messages of the customer are not fetched.</source>
        <translation>智能体健康，但没有在收取客户的消息。</translation>
    </message>
    <message>
        <source>Its first poll of WeChat is awaited</source>
        <translation>等待首次轮询微信</translation>
    </message>
    <message>
        <source>It is bound and healthy, and ready once it has polled WeChat.</source>
        <translation>已绑定且健康，首次轮询微信后即就绪。</translation>
    </message>
    <message>
        <source>It uses another WeChat account than the bound one</source>
        <translation>使用的微信账号不是绑定的那个</translation>
    </message>
    <message>
        <source>The account in its home is not the one that the customer bound. A restart writes the bound one again.</source>
        <translation>主目录中的账号不是客户绑定的那个。重启会重新写入绑定的账号。</translation>
    </message>
    <message>
        <source>Its name is taken on %1</source>
        <translation>名称在 %1 上被占用</translation>
    </message>
    <message>
        <source>A container that this program did not make has the name. Rename or remove it on the host, then try again.</source>
        <translation>一个不是本程序创建的容器占用了这个名称。请在主机上改名或移除它，然后再试。</translation>
    </message>
    <message>
        <source>%1 is not the machine it was</source>
        <translation>%1 已不是原来的机器</translation>
    </message>
    <message>
        <source>It shows another key, or belongs to another registry. Nothing is done there, and nothing is started elsewhere, until a person has settled which is right.</source>
        <translation>它出示了另一个密钥，或属于另一个注册库。在有人确认之前，不会在那里做任何事，也不会在别处启动。</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 没有应答</translation>
    </message>
    <message>
        <source>A step on the host got no answer. It is done again once the host is back.</source>
        <translation>主机上的一个步骤没有得到应答。主机恢复后会再做一次。</translation>
    </message>
    <message>
        <source>%1 knows a newer generation of it</source>
        <translation>%1 上有更新的一代</translation>
    </message>
    <message>
        <source>Another registry, or a copy of this one, is at work on the tenant. Find out which is right before going on.</source>
        <translation>另一个注册库或本库的副本正在处理这个租户。请先弄清哪个正确，再继续。</translation>
    </message>
    <message>
        <source>Its home could not be written whole, so it was not started. Free space, then try again.</source>
        <translation>主目录没能完整写入，因此没有启动。请腾出空间，然后再试。</translation>
    </message>
    <message>
        <source>No host has room for it</source>
        <translation>没有主机可以容纳它</translation>
    </message>
    <message>
        <source>Add a host, or free a place on one, then try again.</source>
        <translation>请添加主机，或在某台主机上腾出一个位置，然后再试。</translation>
    </message>
    <message>
        <source>%1 refused a step</source>
        <translation>%1 拒绝了一个步骤</translation>
    </message>
    <message>
        <source>It will not go on by itself until the cause is mended.</source>
        <translation>在原因消除之前，它不会自己继续。</translation>
    </message>
    <message>
        <source>A step failed on %1</source>
        <translation>%1 上有一个步骤失败</translation>
    </message>
    <message>
        <source>Nothing half done is left: the step is judged anew before it is done again.</source>
        <translation>没有留下做了一半的东西：会重新判断后再做这一步。</translation>
    </message>
    <message>
        <source>Trying the host would</source>
        <translation>立即连接主机将会</translation>
    </message>
    <message>
        <source>Showing the host would</source>
        <translation>查看主机将会</translation>
    </message>
    <message>
        <source>connect to %1 now, not at the next try</source>
        <translation>现在就连接 %1，不等下一次重试</translation>
    </message>
    <message>
        <source>compare its key before anything is sent</source>
        <translation>在发送任何内容之前比对它的密钥</translation>
    </message>
    <message>
        <source>look at what runs there, then go on</source>
        <translation>查看那里在运行什么，然后继续</translation>
    </message>
    <message>
        <source>open %1 on the Hosts page</source>
        <translation>在“主机”页打开 %1</translation>
    </message>
    <message>
        <source>say what it answered, and let its key be compared</source>
        <translation>说明它的应答，并可比对它的密钥</translation>
    </message>
    <message>
        <source>change nothing by itself</source>
        <translation>不会自行改动任何东西</translation>
    </message>
    <message>
        <source>never healthy</source>
        <translation>未能就绪</translation>
    </message>
    <message>
        <source>gateway down</source>
        <translation>网关未运行</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>not polling</source>
        <translation>未轮询</translation>
    </message>
    <message>
        <source>first poll awaited</source>
        <translation>等待首次轮询</translation>
    </message>
    <message>
        <source>other account</source>
        <translation>账号不符</translation>
    </message>
    <message>
        <source>host changed</source>
        <translation>主机已变</translation>
    </message>
    <message>
        <source>newer registry</source>
        <translation>注册库较旧</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>step failed</source>
        <translation>步骤失败</translation>
    </message>
    <message>
        <source>no platform database</source>
        <translation>没有平台数据库</translation>
    </message>
    <message>
        <source>It finishes its answers</source>
        <translation>正在完成回答</translation>
    </message>
    <message>
        <source>Its agent was told to stop and may take 210 s for what it has begun.</source>
        <translation>已通知代理停止；它最多可用 210 秒完成已开始的回答。</translation>
    </message>
    <message>
        <source>Its secrets are on their way to %1</source>
        <translation>密钥正在送往 %1</translation>
    </message>
    <message>
        <source>It is started once they are there.</source>
        <translation>送达后即启动。</translation>
    </message>
    <message>
        <source>Its secrets never reached %1</source>
        <translation>密钥未能到达 %1</translation>
    </message>
    <message>
        <source>It was asked for with secrets, and is not started without them. Provision it again with the same name, order and secrets.</source>
        <translation>开通时带有密钥，没有密钥就不会启动。请用相同的名称、订单和密钥再次开通。</translation>
    </message>
    <message>
        <source>finishing answers</source>
        <translation>正在完成回答</translation>
    </message>
    <message>
        <source>secrets under way</source>
        <translation>密钥传送中</translation>
    </message>
    <message>
        <source>secrets missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>Move WeChat here</source>
        <extracomment>Button: take the WeChat that scanned from the tenant that has it now</extracomment>
        <translation>把微信移到这里</translation>
    </message>
    <message>
        <source>Show holder</source>
        <extracomment>Button: show the tenant that has the WeChat, so that another is bound to it</extracomment>
        <translation>显示持有者</translation>
    </message>
    <message>
        <source>Moving it would</source>
        <translation>移动将会</translation>
    </message>
    <message>
        <source>take the WeChat from %1, which waits for another scan then</source>
        <translation>从 %1 取走微信，它随后等待另一次扫码</translation>
    </message>
    <message>
        <source>create generation %1 with the login that was kept</source>
        <translation>用保留的登录创建第 %1 代</translation>
    </message>
    <message>
        <source>ask nobody to scan again</source>
        <translation>无需任何人再次扫码</translation>
    </message>
    <message>
        <source>Move to another host …</source>
        <extracomment>Menu line: to another machine; &quot;…&quot; because a question follows</extracomment>
        <translation>迁到其他主机…</translation>
    </message>
    <message>
        <source>It moves to %1</source>
        <translation>正在迁往 %1</translation>
    </message>
    <message>
        <source>It serves while most of its home is copied, then stands still until the rest is there and compared.</source>
        <translation>复制主目录的大部分内容时继续服务，之后停下，直到其余部分到位并比对完毕。</translation>
    </message>
    <message>
        <source>moving to another host</source>
        <translation>正在迁往其他主机</translation>
    </message>
    <message>
        <source>Its home is being restored on %1</source>
        <translation>正在 %1 上恢复它的主目录</translation>
    </message>
    <message>
        <source>It starts again when its home is what the backup holds; what it was before is kept in the archive.</source>
        <translation>主目录恢复为备份内容后它会重新启动；恢复前的内容保留在归档中。</translation>
    </message>
    <message>
        <source>being restored</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Run in a container</source>
        <extracomment>Menu line of a prefab or shared tenant: it becomes a container; the title of the question adds the tenant and &quot;?&quot;</extracomment>
        <translation>改用容器运行</translation>
    </message>
    <message>
        <source>Hermes is not on %1</source>
        <translation>%1 上没有 Hermes</translation>
    </message>
    <message>
        <source>A prefab tenant runs the host&apos;s own Hermes, and there is none that it could run.</source>
        <translation>预制租户运行主机自己的 Hermes，而主机上没有可用的。</translation>
    </message>
    <message>
        <source>no Hermes there</source>
        <translation>没有 Hermes</translation>
    </message>
    <message>
        <source>What served before is taken over on %1</source>
        <translation>正在接管 %1 上原先的服务</translation>
    </message>
    <message>
        <source>The old container finishes its answers and stops for good; the tenant starts with a compared copy of its home.</source>
        <translation>旧容器答完回复后永久停止；租户以其主目录经核对的副本启动。</translation>
    </message>
    <message>
        <source>The old container is no longer on %1</source>
        <translation>旧容器已不在 %1 上</translation>
    </message>
    <message>
        <source>Its home was to be taken over. Destroy the tenant and adopt the directory of that home, if it is still there.</source>
        <translation>原本要接管它的主目录。请销毁该租户，并接管那个主目录所在的目录（如果还在）。</translation>
    </message>
    <message>
        <source>being taken over</source>
        <translation>正在接管</translation>
    </message>
    <message>
        <source>old container gone</source>
        <translation>旧容器已不在</translation>
    </message>
    <message>
        <source>Upgrade …</source>
        <extracomment>Menu line: another image; &quot;…&quot; because a question follows</extracomment>
        <translation>升级…</translation>
    </message>
    <message>
        <source>Roll back …</source>
        <extracomment>Menu line: the image back that it had before; &quot;…&quot; because a question follows</extracomment>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <extracomment>Menu line: a copy of the tenant&apos;s home into its archive</extracomment>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore …</source>
        <extracomment>Menu line: shows the list of its backups, to choose one from</extracomment>
        <translation>恢复…</translation>
    </message>
</context>
<context>
    <name>Rebuild</name>
    <message>
        <source>Its WeChat login is not in the archive: it must be scanned anew.</source>
        <translation>归档中没有它的微信登录：需要重新扫码。</translation>
    </message>
    <message>
        <source>Its file on the host cannot be read, and it has no container.</source>
        <translation>它在主机上的文件无法读取，也没有容器。</translation>
    </message>
    <message>
        <source>Its file on the host is missing: plan %1 is assumed, its subscription is not known, and it must be scanned anew.</source>
        <translation>它在主机上的文件缺失：按套餐 %1 处理，订阅未知，需要重新扫码。</translation>
    </message>
    <message>
        <source>Its container is of generation %1, its file of %2; the newer one counts.</source>
        <translation>它的容器是第 %1 代，文件是第 %2 代；以较新的为准。</translation>
    </message>
    <message>
        <source>Its container has port %1, its file says %2; the container counts.</source>
        <translation>它的容器端口是 %1，文件写的是 %2；以容器为准。</translation>
    </message>
    <message>
        <source>It was becoming a container; it is a %1 tenant again (migrate --tier container).</source>
        <translation>它正在变为容器；现在重新作为 %1 租户（migrate --tier container）。</translation>
    </message>
</context>
<context>
    <name>Reconciler</name>
    <message>
        <source>Cancelled before anything was done to %1.</source>
        <translation>已取消，未对 %1 做任何操作。</translation>
    </message>
    <message>
        <source>Time was up before anything was done to %1.</source>
        <translation>时限已到，未对 %1 做任何操作。</translation>
    </message>
    <message>
        <source>Tenant %1 was changed by another process meanwhile.</source>
        <translation>租户 %1 在此期间被另一进程更改。</translation>
    </message>
    <message>
        <source>Nothing is lost: look at it again.</source>
        <translation>没有任何丢失：重新查看即可。</translation>
    </message>
    <message>
        <source>This program is at work on this tenant already.</source>
        <translation>本程序已在处理该租户。</translation>
    </message>
    <message>
        <source>Wait for it.</source>
        <translation>请等待其完成。</translation>
    </message>
    <message>
        <source>Wait until it has come to rest; the same command does it then.</source>
        <translation>请等它稳定下来，再执行同一命令即可。</translation>
    </message>
    <message>
        <source>%1 has no home yet.</source>
        <translation>%1 还没有主目录。</translation>
    </message>
    <message>
        <source>%1 is being destroyed.</source>
        <translation>%1 正在销毁。</translation>
    </message>
    <message>
        <source>The home of %1 is on its way to another host.</source>
        <translation>%1 的主目录正在迁往其他主机。</translation>
    </message>
    <message>
        <source>The home of %1 is being restored.</source>
        <translation>%1 的主目录正在恢复。</translation>
    </message>
</context>
<context>
    <name>Registry</name>
    <message>
        <source>The registry address &apos;%1&apos; is not one this program knows</source>
        <translation>本程序不识别注册库地址“%1”</translation>
    </message>
    <message>
        <source>A registry in memory can be used by one thread only</source>
        <translation>内存中的注册库只能由一个线程使用</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>The registry has lost its platform id</source>
        <translation>注册库丢失了平台 ID</translation>
    </message>
    <message>
        <source>Rebuild it with fsck --rebuild</source>
        <translation>用 fsck --rebuild 重建</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a platform id</source>
        <translation>“%1”不是平台 ID</translation>
    </message>
    <message>
        <source>Give the id that the refused host named, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427</source>
        <translation>给出被拒主机所示的 ID，形如 1b4e28ba-2fa1-41d2-883f-0016d3cca427</translation>
    </message>
    <message>
        <source>This registry already has %1 tenants, so it cannot take over another platform id</source>
        <translation>此注册库已有 %1 个租户，不能接管另一平台 ID</translation>
    </message>
    <message>
        <source>Use an empty registry (--registry or --data-dir) to adopt the platform %1</source>
        <translation>使用空注册库（--registry 或 --data-dir）接管平台 %1</translation>
    </message>
    <message>
        <source>The login was confirmed after it had ended (%1)</source>
        <translation>登录在结束后才被确认（%1）</translation>
    </message>
    <message>
        <source>Its credentials stay in the archive; start a new one with `bind`</source>
        <translation>其凭据保留在归档中；用 `bind` 重新发起登录</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; was destroyed</source>
        <translation>租户“%1”已被销毁</translation>
    </message>
    <message>
        <source>Its credentials stay in the archive</source>
        <translation>其凭据保留在归档中</translation>
    </message>
    <message>
        <source>A login of tenant &apos;%1&apos; was confirmed for another</source>
        <translation>租户“%1”的登录被确认到了另一租户</translation>
    </message>
    <message>
        <source>WeChat bound; generation %1 -&gt; %2</source>
        <translation>微信已绑定；代 %1 -&gt; %2</translation>
    </message>
    <message>
        <source>this WeChat is bound to tenant &apos;%1&apos;</source>
        <translation>此微信已绑定到租户“%1”</translation>
    </message>
    <message>
        <source>There is no tenant &apos;%1&apos;</source>
        <translation>没有租户“%1”</translation>
    </message>
    <message>
        <source>`list` names them; `provision` makes one</source>
        <translation>`list` 列出租户；`provision` 创建租户</translation>
    </message>
    <message>
        <source>Provision it again to serve it</source>
        <translation>重新开通后方可提供服务</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>未知操作者</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; was changed by %2 %3 ago</source>
        <translation>租户“%1”在 %3 前被 %2 更改</translation>
    </message>
    <message>
        <source>Reload, look at it again, then repeat</source>
        <translation>重新加载并查看，然后重做</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is being destroyed</source>
        <translation>租户“%1”正在销毁</translation>
    </message>
    <message>
        <source>Wait until it is gone, then provision it again</source>
        <translation>等待销毁完成，然后重新开通</translation>
    </message>
    <message>
        <source>image %1 pinned as %2</source>
        <translation>镜像 %1 已固定为 %2</translation>
    </message>
    <message>
        <source>retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>A host needs a name</source>
        <translation>主机需要名称</translation>
    </message>
    <message>
        <source>The port range %1-%2 of host %3 is not one</source>
        <translation>主机 %3 的 %1-%2 不是有效的端口范围</translation>
    </message>
    <message>
        <source>Give the lower port first, for example 8700-9699</source>
        <translation>端口范围须先写较小的端口，例如 8700-9699</translation>
    </message>
    <message>
        <source>The capacity of host %1 is negative</source>
        <translation>主机 %1 的容量为负数</translation>
    </message>
    <message>
        <source>Give 0 for no limit, or the number of tenants it may carry</source>
        <translation>填写 0 表示不限，或填写可承载的租户数</translation>
    </message>
    <message>
        <source>There is no host &apos;%1&apos;</source>
        <translation>主机“%1”不存在</translation>
    </message>
    <message>
        <source>`host list` names them; `host add` adds one</source>
        <translation>`host list` 可列出主机；`host add` 可添加主机</translation>
    </message>
    <message>
        <source>There is already a host named &apos;%1&apos;</source>
        <translation>已存在名为“%1”的主机</translation>
    </message>
    <message>
        <source>Choose another name, or remove that host first</source>
        <translation>更换名称，或先移除该主机</translation>
    </message>
    <message>
        <source>Host %1 still carries %2 tenants: %3</source>
        <translation>主机 %1 仍承载 %2 个租户：%3</translation>
    </message>
    <message>
        <source>Destroy or move them first</source>
        <translation>先销毁或迁移这些租户</translation>
    </message>
    <message>
        <source>Host %1 still has %2 ports in use</source>
        <translation>主机 %1 仍有 %2 个端口在使用</translation>
    </message>
    <message>
        <source>Destroy or move the tenants that use them first</source>
        <translation>先销毁或迁移占用这些端口的租户</translation>
    </message>
    <message>
        <source>A lease needs an owner</source>
        <translation>租约必须有所有者</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is being worked on by %2, for %3</source>
        <translation>租户“%1”正由 %2 处理，已持续 %3</translation>
    </message>
    <message>
        <source>Wait for it; if that program has died, its lock ends by itself in %1</source>
        <translation>等待其完成；如果该程序已退出，其锁会自动失效，剩余 %1</translation>
    </message>
    <message>
        <source>The lock on tenant &apos;%1&apos; ran out %2 ago</source>
        <translation>租户“%1”的锁已到期，距今 %2</translation>
    </message>
    <message>
        <source>The lock on tenant &apos;%1&apos; was taken over by %2</source>
        <translation>租户“%1”的锁已被 %2 接管</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Nothing was done; the next turn looks again</source>
        <translation>未执行任何操作；下一轮将再次检查</translation>
    </message>
    <message>
        <source>There is no operation %1</source>
        <translation>操作 %1 不存在</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no purpose of a port</source>
        <translation>“%1”不是有效的端口用途</translation>
    </message>
    <message>
        <source>Known are dashboard, api and wecom</source>
        <translation>可用的用途为 dashboard、api 和 wecom</translation>
    </message>
    <message>
        <source>Host %1 is full: it carries %2 of at most %3 tenants</source>
        <translation>主机 %1 已满：已承载 %2 个租户，上限为 %3 个</translation>
    </message>
    <message>
        <source>Choose another host, or raise the capacity of this one</source>
        <translation>选择其他主机，或提高该主机的容量</translation>
    </message>
    <message>
        <source>Host %1 has no free port between %2 and %3</source>
        <translation>主机 %1 在 %2 到 %3 之间没有空闲端口</translation>
    </message>
    <message>
        <source>Wait until released ports have cooled down, widen the host&apos;s port range, or use another host</source>
        <translation>等待已释放的端口过冷却期、扩大该主机的端口范围，或使用其他主机</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is already placed on another host</source>
        <translation>租户“%1”已分配到其他主机</translation>
    </message>
    <message>
        <source>Use `migrate` to move it</source>
        <translation>使用 `migrate` 迁移该租户</translation>
    </message>
    <message>
        <source>placed on %1: %2</source>
        <translation>已分配到 %1：%2</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; has no %2 port</source>
        <translation>租户“%1”没有 %2 端口</translation>
    </message>
    <message>
        <source>%1 port %2 -&gt; %3, generation %4</source>
        <translation>%1 端口 %2 -&gt; %3，第 %4 代</translation>
    </message>
    <message>
        <source>The audit record was changed: entry %1 does not follow from the one before it</source>
        <translation>审计记录已被改动：条目 %1 与前一条目不衔接</translation>
    </message>
    <message>
        <source>Compare it with a backup of the registry; everything before entry %1 is intact</source>
        <translation>与注册库的备份进行比对；条目 %1 之前的内容均完好</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 is %2, not %3</source>
        <translation>%1为 %2，而非 %3</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source>image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>another host was asked for</source>
        <translation>请求指定了其他主机</translation>
    </message>
    <message>
        <source>A tenant needs a name</source>
        <translation>租户必须有名称</translation>
    </message>
    <message>
        <source>The plan &apos;%1&apos; has a negative limit</source>
        <translation>套餐“%1”含有负数限额</translation>
    </message>
    <message>
        <source>Order %1 was served by tenant &apos;%2&apos;, which was destroyed</source>
        <translation>订单 %1 曾由租户“%2”履行，该租户已销毁</translation>
    </message>
    <message>
        <source>An order is served once; provision again without --order, or with the order of a renewal</source>
        <translation>每个订单只履行一次；再次开通时去掉 --order，或使用续费订单</translation>
    </message>
    <message>
        <source>Repeat the command with the arguments it was made with, or choose another name and order</source>
        <translation>使用原先的参数重新执行命令，或更换名称和订单</translation>
    </message>
    <message>
        <source>Order %1 was already used for tenant &apos;%2&apos;</source>
        <translation>订单 %1 已用于租户“%2”</translation>
    </message>
    <message>
        <source>Tenant &apos;%2&apos; exists already</source>
        <translation>租户“%2”已存在</translation>
    </message>
    <message>
        <source>Subscription %1 is already served by tenant &apos;%2&apos;</source>
        <translation>订阅 %1 已由租户“%2”提供服务</translation>
    </message>
    <message>
        <source>request recorded</source>
        <translation>请求已记录</translation>
    </message>
    <message>
        <source>A plan needs a code</source>
        <translation>套餐必须有代码</translation>
    </message>
    <message>
        <source>The login has already ended (%1)</source>
        <translation>该登录已结束（%1）</translation>
    </message>
    <message>
        <source>Start a new one with `bind`</source>
        <translation>使用 `bind` 发起新的登录</translation>
    </message>
    <message>
        <source>There is no login %1</source>
        <translation>登录 %1 不存在</translation>
    </message>
    <message>
        <source>Start one with `bind`</source>
        <translation>使用 `bind` 发起登录</translation>
    </message>
    <message>
        <source>login ended: %1</source>
        <translation>登录已结束：%1</translation>
    </message>
    <message>
        <source>login ended: %1 (%2)</source>
        <translation>登录已结束：%1（%2）</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is stopped</source>
        <translation>租户“%1”已停止</translation>
    </message>
    <message>
        <source>Start it first</source>
        <translation>先启动该租户</translation>
    </message>
    <message>
        <source>login started</source>
        <translation>登录已发起</translation>
    </message>
    <message>
        <source>A verify code has digits only</source>
        <translation>验证码只能包含数字</translation>
    </message>
    <message>
        <source>Type the digits that the customer&apos;s phone shows</source>
        <translation>输入客户手机上显示的数字</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is wanted, so it cannot be gone</source>
        <translation>租户“%1”仍需保留，不能标记为已清除</translation>
    </message>
    <message>
        <source>the tenant was destroyed</source>
        <translation>租户已销毁</translation>
    </message>
    <message>
        <source>gone; name and subscription are free</source>
        <translation>已清除；名称和订阅可重新使用</translation>
    </message>
    <message>
        <source>secrets are on the host</source>
        <translation>密钥已在主机上</translation>
    </message>
    <message>
        <source>WeChat moved to tenant &apos;%1&apos;; generation %2 -&gt; %3</source>
        <translation>微信已移到租户“%1”；第 %2 代 -&gt; 第 %3 代</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; does not hold the WeChat that scanned for &apos;%2&apos;</source>
        <translation>租户“%1”并不持有为“%2”扫码的微信</translation>
    </message>
    <message>
        <source>`show %1` names the holder; if there is none any more, bind it again</source>
        <translation>`show %1` 会显示持有者；如果已没有持有者，请重新绑定</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; was bound anew after that scan, which ended the login of &apos;%2&apos;</source>
        <translation>租户“%1”在那次扫码之后重新绑定，“%2”的登录因此失效</translation>
    </message>
    <message>
        <source>Bind &apos;%1&apos; again with the WeChat that it should have</source>
        <translation>请用应有的微信重新绑定“%1”</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is not gone</source>
        <translation>租户“%1”尚未销毁</translation>
    </message>
    <message>
        <source>Destroy it first</source>
        <translation>请先销毁它</translation>
    </message>
    <message>
        <source>its archive was ended</source>
        <translation>其归档已清除</translation>
    </message>
    <message>
        <source>host %1 is gone for good</source>
        <translation>主机 %1 已永久消失</translation>
    </message>
    <message>
        <source>host %1 is gone for good, and with it home, container and WeChat login</source>
        <translation>主机 %1 已永久消失，主目录、容器和微信登录也随之消失</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; cannot be taken over: %2 is another live tenant&apos;s</source>
        <translation>无法接管租户“%1”：%2 属于另一个现有租户</translation>
    </message>
    <message>
        <source>Settle which of the two is right; nothing was changed</source>
        <translation>请确定哪一个正确；没有作任何更改</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>它的名称</translation>
    </message>
    <message>
        <source>subscription %1</source>
        <translation>订阅 %1</translation>
    </message>
    <message>
        <source>order %1</source>
        <translation>订单 %1</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>端口 %1</translation>
    </message>
    <message>
        <source>its WeChat</source>
        <translation>它的微信</translation>
    </message>
    <message>
        <source>found again on its host; generation %1</source>
        <translation>在主机上重新找到；第 %1 代</translation>
    </message>
    <message>
        <source>Use sqlite:PATH or postgresql://USER@HOST/DATABASE</source>
        <translation>请使用 sqlite:PATH 或 postgresql://USER@HOST/DATABASE</translation>
    </message>
    <message>
        <source>A worker is at work on this registry</source>
        <translation>有工作进程正在使用此注册库</translation>
    </message>
    <message>
        <source>Stop it, then move the registry and start it on the new one</source>
        <translation>请先停止它，迁移注册库后再在新库上启动</translation>
    </message>
    <message>
        <source>This registry was moved to %1</source>
        <translation>此注册库已迁移到 %1</translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation>请使用那一个</translation>
    </message>
    <message>
        <source>%1 is a registry already, with hosts or tenants</source>
        <translation>%1 已是一个注册库，含有主机或租户</translation>
    </message>
    <message>
        <source>Give a database of its own, which is empty</source>
        <translation>请给一个单独的空数据库</translation>
    </message>
    <message>
        <source>%1 is another registry by now</source>
        <translation>%1 现在是另一个注册库</translation>
    </message>
    <message>
        <source>Empty that database, then do the same again: nothing is lost</source>
        <translation>请清空那个数据库后重复同样的操作：不会丢失任何内容</translation>
    </message>
    <message>
        <source>Host %1 is cordoned</source>
        <translation>主机 %1 已停止接收新租户</translation>
    </message>
    <message>
        <source>Choose another host, or uncordon this one</source>
        <translation>请选择其他主机，或让它恢复接收</translation>
    </message>
    <message>
        <source>The secrets of tenant &apos;%1&apos; are being put on its host</source>
        <translation>租户“%1”的密钥正在写入其主机</translation>
    </message>
    <message>
        <source>Wait until it is provisioned</source>
        <translation>请等到开通完成</translation>
    </message>
    <message>
        <source>A WeChat login of tenant &apos;%1&apos; is under way</source>
        <translation>租户“%1”正在进行微信登录</translation>
    </message>
    <message>
        <source>Wait until it has ended: a code that nobody looks at ends within five minutes</source>
        <translation>请等它结束：无人查看的二维码会在五分钟内结束</translation>
    </message>
    <message>
        <source>host %1, to which it moved, is gone for good; it stays on %2</source>
        <translation>它要迁往的主机 %1 已永久消失；它留在 %2</translation>
    </message>
    <message>
        <source>moves from %1 to %2, generation %3</source>
        <translation>从 %1 迁往 %2，第 %3 代</translation>
    </message>
    <message>
        <source>its home is on %1, verified; %2 lets it go</source>
        <translation>主目录已在 %1 上并已核对；%2 将其放弃</translation>
    </message>
    <message>
        <source>what was left of it on %1 is wiped</source>
        <translation>它在 %1 上的残留已清除</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; moves to another host</source>
        <translation>租户“%1”正在迁往其他主机</translation>
    </message>
    <message>
        <source>Bind it when it has arrived</source>
        <translation>请在它到达后再绑定</translation>
    </message>
    <message>
        <source>The home of tenant &apos;%1&apos; is being restored</source>
        <translation>租户“%1”的主目录正在恢复</translation>
    </message>
    <message>
        <source>Wait until it is</source>
        <translation>请等待恢复完成</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; has not run anywhere yet</source>
        <translation>租户“%1”还没有运行过</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; is moving to another host</source>
        <translation>租户“%1”正在迁往其他主机</translation>
    </message>
    <message>
        <source>Wait until it has arrived</source>
        <translation>请等它到达</translation>
    </message>
    <message>
        <source>The archive of tenant &apos;%1&apos; was ended</source>
        <translation>租户“%1”的归档已清除</translation>
    </message>
    <message>
        <source>Nothing of it is left; provision it anew</source>
        <translation>它的数据已不存在；请重新开通</translation>
    </message>
    <message>
        <source>There is a tenant &apos;%1&apos; again</source>
        <translation>已经又有了名为“%1”的租户</translation>
    </message>
    <message>
        <source>Destroy that one first, or leave this one be</source>
        <translation>请先销毁那个租户，或放弃恢复这一个</translation>
    </message>
    <message>
        <source>Its subscription %1 is served by tenant &apos;%2&apos; now</source>
        <translation>它的订阅 %1 现由租户“%2”服务</translation>
    </message>
    <message>
        <source>Its WeChat serves tenant &apos;%1&apos; now</source>
        <translation>它的微信现已绑定租户“%1”</translation>
    </message>
    <message>
        <source>Rebind or destroy &apos;%1&apos; first: one WeChat has one agent</source>
        <translation>请先重新绑定或销毁“%1”：一个微信只能对应一个助手</translation>
    </message>
    <message>
        <source>The host of tenant &apos;%1&apos; is no more</source>
        <translation>租户“%1”的主机已不存在</translation>
    </message>
    <message>
        <source>Its archive was there; provision it anew</source>
        <translation>它的归档在那台主机上；请重新开通</translation>
    </message>
    <message>
        <source>Its archive is there: uncordon it first; it can be moved afterwards</source>
        <translation>它的归档在该主机上：请先恢复其接收新租户，之后可以再迁移</translation>
    </message>
    <message>
        <source>its home becomes %1; generation %2</source>
        <translation>主目录恢复为 %1；第 %2 代</translation>
    </message>
    <message>
        <source>its home is what %1 holds; what it was before is before-restore-g%2.tar.gz</source>
        <translation>主目录已恢复为 %1 的内容；恢复前的内容保存为 before-restore-g%2.tar.gz</translation>
    </message>
    <message>
        <source>backed up as %1</source>
        <translation>已备份为 %1</translation>
    </message>
    <message>
        <source>Bind it when that is done</source>
        <translation>请在恢复完成后再绑定</translation>
    </message>
    <message>
        <source>its home is what it should be on %1, verified</source>
        <translation>其主目录在 %1 上已转换并校验</translation>
    </message>
    <message>
        <source>becomes %1 on %2, generation %3</source>
        <translation>在 %2 上变为 %1，第 %3 代</translation>
    </message>
    <message>
        <source>Choose another host, or make a container of it: migrate --tier container</source>
        <translation>选择另一台主机，或把它变为容器：migrate --tier container</translation>
    </message>
    <message>
        <source>Host %1 takes no prefab tenants</source>
        <translation>主机 %1 不接收预制租户</translation>
    </message>
    <message>
        <source>Host %1 takes no shared tenants</source>
        <translation>主机 %1 不接收共享租户</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; takes that home over</source>
        <translation>租户“%1”正在接管该主目录</translation>
    </message>
    <message>
        <source>One home becomes one tenant</source>
        <translation>一个主目录只成为一个租户</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; exists already</source>
        <translation>租户“%1”已存在</translation>
    </message>
    <message>
        <source>Choose another name for what is taken over</source>
        <translation>请为被接管的对象另选一个名称</translation>
    </message>
    <message>
        <source>Uncordon it first</source>
        <translation>请先恢复该主机的分配</translation>
    </message>
    <message>
        <source>The WeChat of that home serves tenant &apos;%1&apos;</source>
        <translation>该主目录的微信正在为租户“%1”服务</translation>
    </message>
    <message>
        <source>the home of %1 is in its archive as %2</source>
        <translation>%1 的主目录在其归档中，文件为 %2</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; has not taken its home over yet</source>
        <translation>租户“%1”尚未接管其主目录</translation>
    </message>
    <message>
        <source>Wait until it has</source>
        <translation>请等它完成</translation>
    </message>
    <message>
        <source>%1 % is no share of the memory of host %2 to promise</source>
        <translation>%1 % 不能作为主机 %2 内存的承诺比例</translation>
    </message>
    <message>
        <source>Give 100 to 10000, or 0 to leave memory out of account</source>
        <translation>请填 100 到 10000，或填 0 表示不计内存</translation>
    </message>
    <message>
        <source>The disk kept free on host %1 is negative</source>
        <translation>主机 %1 需保留的磁盘空间为负数</translation>
    </message>
    <message>
        <source>Give 0 to use all of it</source>
        <translation>填 0 表示全部可用</translation>
    </message>
    <message>
        <source>Host %1 still has %2 tenants</source>
        <translation>主机 %1 上还有 %2 租户</translation>
    </message>
    <message>
        <source>Move or destroy them first</source>
        <translation>请先迁移或销毁它们</translation>
    </message>
    <message>
        <source>Tenant &apos;%1&apos; was changed by another program meanwhile</source>
        <translation>租户“%1”在此期间被另一程序更改</translation>
    </message>
    <message>
        <source>Host %1 still has what was left there of %2 tenants: %3</source>
        <translation>主机 %1 上还留有 %2 个租户的残余：%3</translation>
    </message>
    <message>
        <source>It is cleared away by itself as long as the host answers; then remove it</source>
        <translation>只要主机有响应，残余会自动清理；然后再移除主机</translation>
    </message>
    <message>
        <source>There is no record of order %1</source>
        <translation>没有订单 %1 的记录</translation>
    </message>
    <message>
        <source>Reload: it may have been settled meanwhile</source>
        <translation>请重新加载：它可能已处理完毕</translation>
    </message>
    <message>
        <source>Order %1 was changed by %2, %3 ago</source>
        <translation>订单 %1 在 %3 前被 %2 更改</translation>
    </message>
    <message>
        <source>Reload it and look again before you act</source>
        <translation>请重新加载并再次查看后再操作</translation>
    </message>
    <message>
        <source>Refund %1 is that of order %2</source>
        <translation>退款单 %1 属于订单 %2</translation>
    </message>
    <message>
        <source>Look at the merchant&apos;s site which refund is this order&apos;s</source>
        <translation>请在商户平台查看哪个退款单属于该订单</translation>
    </message>
</context>
<context>
    <name>ResidentList</name>
    <message>
        <source>No tenant runs here.</source>
        <translation>这台主机上没有租户。</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore %1?</source>
        <extracomment>Title of the question; %1 is a tenant</extracomment>
        <translation>恢复 %1？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>Name of the tenant</source>
        <translation>租户名称</translation>
    </message>
</context>
<context>
    <name>Runtime</name>
    <message>
        <source>The Docker volume %1 on host %2 points to %3, not to this tenant&apos;s home.</source>
        <translation>主机 %2 上的 Docker 卷 %1 指向 %3，而非该租户的主目录。</translation>
    </message>
    <message>
        <source>Look at that volume on the host and remove it if nobody needs it.</source>
        <translation>在主机上检查该卷，确认无人使用后将其移除。</translation>
    </message>
    <message>
        <source>Work on the home failed on host %1 (exit code %2).</source>
        <translation>主机 %1 上的主目录操作失败（退出码 %2）。</translation>
    </message>
    <message>
        <source>Check the host&apos;s disk, then try again.</source>
        <translation>检查主机磁盘，然后重试。</translation>
    </message>
    <message>
        <source>What was written to %1 of the home is not what is there now.</source>
        <translation>主目录中 %1 的当前内容与写入的内容不一致。</translation>
    </message>
    <message>
        <source>Check the host&apos;s disk; the container is not started with a broken home.</source>
        <translation>检查主机磁盘；主目录损坏时不会启动容器。</translation>
    </message>
    <message>
        <source>The archived WeChat credentials of %1 differ from the original.</source>
        <translation>%1 的微信凭据归档与原件不一致。</translation>
    </message>
    <message>
        <source>Nothing was removed. Check the disk of host %1.</source>
        <translation>未移除任何内容。检查主机 %1 的磁盘。</translation>
    </message>
    <message>
        <source>Host %1 has several Docker networks named %2.</source>
        <translation>主机 %1 上有多个名为 %2 的 Docker 网络。</translation>
    </message>
    <message>
        <source>Remove all but one of them on the host.</source>
        <translation>在主机上只保留其中一个，删除其余的。</translation>
    </message>
    <message>
        <source>The Docker network %1 on host %2 is gone again.</source>
        <translation>主机 %2 上的 Docker 网络 %1 又消失了。</translation>
    </message>
    <message>
        <source>The Docker network %1 on host %2 belongs to somebody else.</source>
        <translation>主机 %2 上的 Docker 网络 %1 不属于本系统。</translation>
    </message>
    <message>
        <source>Rename or remove that network on the host, or use another host.</source>
        <translation>在主机上重命名或移除该网络，或使用其他主机。</translation>
    </message>
    <message>
        <source>The Docker network %1 on host %2 lets tenants reach each other.</source>
        <translation>主机 %2 上的 Docker 网络 %1 允许租户之间互相访问。</translation>
    </message>
    <message>
        <source>Stop its tenants, remove that network, and try again: it is made anew without it.</source>
        <translation>停止其中的租户，移除该网络后重试：重建的网络将不再允许互访。</translation>
    </message>
    <message>
        <source>Host %1 has no free /22 in 172.29.0.0/16 for the tenants&apos; network.</source>
        <translation>主机 %1 在 172.29.0.0/16 中没有空闲的 /22 可用作租户网络。</translation>
    </message>
    <message>
        <source>Remove the host and add it again with --bridge-subnet.</source>
        <translation>移除该主机，再用 --bridge-subnet 重新添加。</translation>
    </message>
    <message>
        <source>%1 is not an IPv4 subnet.</source>
        <translation>%1 不是 IPv4 子网。</translation>
    </message>
    <message>
        <source>The subnet %1 overlaps a network that host %2 already uses.</source>
        <translation>子网 %1 与主机 %2 已使用的网络重叠。</translation>
    </message>
    <message>
        <source>Choose another --bridge-subnet.</source>
        <translation>另选一个 --bridge-subnet。</translation>
    </message>
    <message>
        <source>%1 of %2 are over</source>
        <translation>已迁移 %1 / %2</translation>
    </message>
    <message>
        <source>%1 on host %2 is not what was sent there.</source>
        <translation>主机 %2 上的 %1 与发送的内容不一致。</translation>
    </message>
    <message>
        <source>Nothing was let go. Check the disk of that host.</source>
        <translation>没有放弃任何内容。请检查该主机的磁盘。</translation>
    </message>
    <message>
        <source>%1 has come back to host %2; its home was not removed.</source>
        <translation>%1 已回到主机 %2；没有移除它的主目录。</translation>
    </message>
    <message>
        <source>The list of the files on the host is not whole.</source>
        <translation>主机上的文件列表不完整。</translation>
    </message>
    <message>
        <source>It is tried again.</source>
        <translation>会再次尝试。</translation>
    </message>
    <message>
        <source>compressing</source>
        <translation>正在压缩</translation>
    </message>
    <message>
        <source>The archive of %1 on host %2 has no %3.</source>
        <translation>主机 %2 上 %1 的归档中没有 %3。</translation>
    </message>
    <message>
        <source>Restore it from another one: hermes-admin restore %1 --list.</source>
        <translation>请从另一份恢复：hermes-admin restore %1 --list。</translation>
    </message>
    <message>
        <source>%1 on host %2 is damaged; the home of %3 is as it was.</source>
        <translation>主机 %2 上的 %1 已损坏；%3 的主目录保持原样。</translation>
    </message>
    <message>
        <source>There is no directory %1 on host %2.</source>
        <translation>主机 %2 上没有目录 %1。</translation>
    </message>
    <message>
        <source>A gateway runs from %1 on host %2.</source>
        <translation>主机 %2 上有网关在 %1 中运行。</translation>
    </message>
    <message>
        <source>Stop it, and whatever starts it again.</source>
        <translation>请停止它，以及会重新启动它的一切。</translation>
    </message>
    <message>
        <source>Container %1 is one of ours; it was not stopped.</source>
        <translation>容器 %1 是我们自己的；未停止它。</translation>
    </message>
    <message>
        <source>Host %1 was cut off while it sent.</source>
        <translation>主机 %1 在发送过程中被中断。</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <translation>密钥与令牌</translation>
    </message>
    <message>
        <source>sent to the host&apos;s .env (0600); not kept here</source>
        <translation>写入主机的 .env (0600)，本机不保留</translation>
    </message>
    <message>
        <source>Add secret</source>
        <translation>添加一项</translation>
    </message>
    <message>
        <source>File with the secret</source>
        <translation>含密钥的文件</translation>
    </message>
</context>
<context>
    <name>SecretRow</name>
    <message>
        <source>NAME</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the secret</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>%1 的值</translation>
    </message>
    <message>
        <source>Value of the secret</source>
        <translation>密钥的值</translation>
    </message>
    <message>
        <source>Paste the value</source>
        <translation>粘贴值</translation>
    </message>
    <message>
        <source>File …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Remove this secret</source>
        <translation>移除这一项</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>System follows the desktop, also while the window is open.</source>
        <translation>“跟随系统”随桌面变化，窗口开着时也一样。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Takes effect at once.</source>
        <translation>立即生效。</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>数据目录</translation>
    </message>
    <message>
        <source>Registry, trusted host keys, logs and these settings. Secrets are not in it.</source>
        <translation>注册库、受信任的主机密钥、日志和这些设置。不含密钥与令牌。</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>注册库</translation>
    </message>
    <message>
        <source>Where tenants, hosts, ports and the journal are recorded.</source>
        <translation>记录租户、主机、端口和流水的地方。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>A paid order waits for more than 5 minutes</source>
        <translation>已付款订单等待超过 5 分钟</translation>
    </message>
    <message>
        <source>Shown by the system, once for each order; without whose it is and what was paid. This window tells it in any case.</source>
        <translation>由系统显示，每个订单一次；不含客户信息和金额。本窗口始终会提示。</translation>
    </message>
    <message>
        <source>Notify when a paid order waits for more than 5 minutes</source>
        <translation>已付款订单等待超过 5 分钟时通知</translation>
    </message>
</context>
<context>
    <name>Shared</name>
    <message>
        <source>The tenant does not run in the host&apos;s shared container.</source>
        <translation>该租户没有在主机的共享容器里运行。</translation>
    </message>
    <message>
        <source>There is no container %1 on the host.</source>
        <translation>主机上没有容器 %1。</translation>
    </message>
    <message>
        <source>The host&apos;s shared container %1 is paused.</source>
        <translation>主机的共享容器 %1 已暂停。</translation>
    </message>
    <message>
        <source>Let it go on: docker unpause %1.</source>
        <translation>让它继续运行：docker unpause %1。</translation>
    </message>
    <message>
        <source>The tenants in %1 could not be listed.</source>
        <translation>无法列出 %1 中的租户。</translation>
    </message>
    <message>
        <source>The Docker volume %1 points to %2, not to the homes of shared tenants.</source>
        <translation>Docker 卷 %1 指向 %2，而不是共享租户的主目录。</translation>
    </message>
    <message>
        <source>Look at that volume on the host and remove it if nobody needs it.</source>
        <translation>在主机上检查该卷，确认无人使用后将其移除。</translation>
    </message>
    <message>
        <source>A container %1 that is not ours stands in the way on the host.</source>
        <translation>主机上有一个不属于我们的容器 %1 占用了该名称。</translation>
    </message>
    <message>
        <source>Look at it on the host, and rename or remove it.</source>
        <translation>在主机上检查它，然后改名或移除。</translation>
    </message>
    <message>
        <source>The tenant could not be started in the host&apos;s shared container.</source>
        <translation>无法在主机的共享容器里启动该租户。</translation>
    </message>
    <message>
        <source>The tenant could not be stopped in the host&apos;s shared container.</source>
        <translation>无法在主机的共享容器里停止该租户。</translation>
    </message>
    <message>
        <source>The tenant runs; it is not removed.</source>
        <translation>该租户正在运行，未移除。</translation>
    </message>
    <message>
        <source>The tenant runs again; it is not removed.</source>
        <translation>该租户又在运行，未移除。</translation>
    </message>
    <message>
        <source>The tenant could not be paused.</source>
        <translation>无法暂停该租户。</translation>
    </message>
    <message>
        <source>The tenant could not go on.</source>
        <translation>无法让该租户继续运行。</translation>
    </message>
    <message>
        <source>Nobody waits for the tenant&apos;s end any more.</source>
        <translation>已不再等待该租户结束。</translation>
    </message>
    <message>
        <source>The tenant has not ended in time.</source>
        <translation>该租户没有按时结束。</translation>
    </message>
    <message>
        <source>The list of the tenants in the shared container is not whole.</source>
        <translation>共享容器中的租户列表不完整。</translation>
    </message>
    <message>
        <source>It is asked again.</source>
        <translation>会再次查询。</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>Demo</source>
        <extracomment>Mark beside the program&apos;s name: the fleet shown is invented</extracomment>
        <translation>演示</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Leaks</source>
        <extracomment>Page of what is on the hosts and not as the registry has it</extracomment>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Activity</source>
        <extracomment>Page of what this window does in the background</extracomment>
        <translation>活动</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>Ssh</name>
    <message>
        <source>%1 was not ready in time.</source>
        <translation>%1 未能及时就绪。</translation>
    </message>
    <message>
        <source>The connection got as far as: %1.</source>
        <translation>连接进行到：%1。</translation>
    </message>
    <message>
        <source>Check the address and that the host is up.</source>
        <translation>检查地址，并确认主机已开机。</translation>
    </message>
    <message>
        <source>%1 on %2 printed more than %3 MiB and was ended.</source>
        <translation>%2 上的 %1 输出超过 %3 MiB，已被终止。</translation>
    </message>
    <message>
        <source>%1 has no home directory on %2.</source>
        <translation>%1 在 %2 上没有主目录。</translation>
    </message>
    <message>
        <source>Create it, owned by that user.</source>
        <translation>创建该目录，并将其所有者设为该用户。</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 超过 %2 MiB。</translation>
    </message>
    <message>
        <source>The file of known hosts %1 cannot be used.</source>
        <translation>已知主机文件 %1 无法使用。</translation>
    </message>
    <message>
        <source>Check that you may read and write it, and that the disk is not full.</source>
        <translation>检查是否有权读写该文件，以及磁盘是否已满。</translation>
    </message>
    <message>
        <source>Another process holds its lock file.</source>
        <translation>另一进程占用着其锁文件。</translation>
    </message>
    <message>
        <source>The host key %1 is marked as revoked.</source>
        <translation>主机密钥 %1 已标记为吊销。</translation>
    </message>
    <message>
        <source>Somebody declared this key stolen. Give the host a new key; do not trust this one.</source>
        <translation>有人已声明该密钥被盗。为主机更换新密钥；不要信任此密钥。</translation>
    </message>
    <message>
        <source>No SSH agent is running: SSH_AUTH_SOCK is not set.</source>
        <translation>没有正在运行的 SSH 代理：SSH_AUTH_SOCK 未设置。</translation>
    </message>
    <message>
        <source>The SSH agent at %1 does not answer: %2.</source>
        <translation>位于 %1 的 SSH 代理没有响应：%2。</translation>
    </message>
    <message>
        <source>This build cannot use an SSH agent.</source>
        <translation>此构建版本无法使用 SSH 代理。</translation>
    </message>
    <message>
        <source>It was made with libssh %1, which has none on this system.</source>
        <translation>此版本基于 libssh %1 构建，该库在本系统上不支持代理。</translation>
    </message>
    <message>
        <source>Choose a key file for this host (--auth key --identity FILE).</source>
        <translation>为该主机选择密钥文件（--auth key --identity FILE）。</translation>
    </message>
    <message>
        <source>The SSH agent cannot be reached.</source>
        <translation>无法连接 SSH 代理。</translation>
    </message>
    <message>
        <source>Start the agent and add your key with ssh-add, or choose a key file for this host.</source>
        <translation>启动代理并用 ssh-add 添加密钥，或为该主机选择密钥文件。</translation>
    </message>
    <message>
        <source>nothing it named</source>
        <translation>未列出任何方式</translation>
    </message>
    <message>
        <source>%1 closed the connection during the login.</source>
        <translation>%1 在登录过程中关闭了连接。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look into the SSH server&apos;s log on the host.</source>
        <translation>重试；如果问题依旧，查看主机上 SSH 服务器的日志。</translation>
    </message>
    <message>
        <source>Tried: %1. The server allows: %2.</source>
        <translation>已尝试：%1。服务器允许：%2。</translation>
    </message>
    <message>
        <source>%1 refused the login of %2.</source>
        <translation>%1 拒绝了 %2 的登录。</translation>
    </message>
    <message>
        <source>No key file is chosen for %1.</source>
        <translation>未为 %1 选择密钥文件。</translation>
    </message>
    <message>
        <source>Choose the private key file to log in with, or the agent.</source>
        <translation>选择用于登录的私钥文件，或使用代理。</translation>
    </message>
    <message>
        <source>publickey with %1 (%2)</source>
        <translation>publickey，使用 %1（%2）</translation>
    </message>
    <message>
        <source>Check the user name, and that the public half of this key is in ~/.ssh/authorized_keys of that user on the host.</source>
        <translation>检查用户名，并确认此密钥的公钥已写入主机上该用户的 ~/.ssh/authorized_keys。</translation>
    </message>
    <message>
        <source>The connection was closed.</source>
        <translation>连接已关闭。</translation>
    </message>
    <message>
        <source>The SSH agent holds no key.</source>
        <translation>SSH 代理中没有密钥。</translation>
    </message>
    <message>
        <source>Add your key with ssh-add, or choose a key file for this host.</source>
        <translation>用 ssh-add 添加密钥，或为该主机选择密钥文件。</translation>
    </message>
    <message>
        <source>publickey with the agent&apos;s %1 keys</source>
        <translation>publickey，使用代理中的 %1 个密钥</translation>
    </message>
    <message>
        <source>ssh-add -l lists the agent&apos;s keys. One of them has to be in ~/.ssh/authorized_keys of that user on the host.</source>
        <translation>ssh-add -l 可列出代理中的密钥。其中之一须已写入主机上该用户的 ~/.ssh/authorized_keys。</translation>
    </message>
    <message>
        <source>Password of %1 on %2</source>
        <translation>%1 在 %2 上的密码</translation>
    </message>
    <message>
        <source>No password was given for %1.</source>
        <translation>未提供 %1 的密码。</translation>
    </message>
    <message>
        <source>Enter the password, or choose a key file or the agent for this host.</source>
        <translation>输入密码，或为该主机选择密钥文件或代理。</translation>
    </message>
    <message>
        <source>Check the user name and the password. If the server does not allow passwords, use a key.</source>
        <translation>检查用户名和密码。如果服务器不允许密码登录，改用密钥。</translation>
    </message>
    <message>
        <source>%1 asks a question that was not answered.</source>
        <translation>%1 提出的问题未得到回答。</translation>
    </message>
    <message>
        <source>Answer it, or choose a key file or the agent for this host.</source>
        <translation>回答该问题，或为该主机选择密钥文件或代理。</translation>
    </message>
    <message>
        <source>Check the user name and the answers that you gave.</source>
        <translation>检查用户名和所给的回答。</translation>
    </message>
    <message>
        <source>The other side closed the stream.</source>
        <translation>对端关闭了数据流。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The host did not answer in time.</source>
        <translation>主机未及时响应。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>Check the address and that the host is up; a firewall may be dropping the packets.</source>
        <translation>检查地址，并确认主机已开机；防火墙可能在丢弃数据包。</translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation>%1 拒绝了连接。</translation>
    </message>
    <message>
        <source>Check the port, and that the SSH server is running on the host.</source>
        <translation>检查端口，并确认主机上的 SSH 服务器正在运行。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法连接 %1。</translation>
    </message>
    <message>
        <source>Check the address and your network connection.</source>
        <translation>检查地址和网络连接。</translation>
    </message>
    <message>
        <source>The name %1 is not known.</source>
        <translation>名称 %1 无法识别。</translation>
    </message>
    <message>
        <source>Check the spelling of the host name and your network connection.</source>
        <translation>检查主机名的拼写和网络连接。</translation>
    </message>
    <message>
        <source>The name %1 could not be looked up in time.</source>
        <translation>未能及时解析名称 %1。</translation>
    </message>
    <message>
        <source>Check your network connection and its name server, or give the host&apos;s address as a number.</source>
        <translation>检查网络连接及其域名服务器，或以数字形式填写主机地址。</translation>
    </message>
    <message>
        <source>This is not a command that can be run.</source>
        <translation>这不是可以运行的命令。</translation>
    </message>
    <message>
        <source>%1 on %2 did not finish in time and was ended.</source>
        <translation>%2 上的 %1 未在限时内完成，已被终止。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look at the load of the host.</source>
        <translation>重试；若仍如此，检查该主机的负载。</translation>
    </message>
    <message>
        <source>%1 on %2 was cancelled and ended.</source>
        <translation>%2 上的 %1 已取消并终止。</translation>
    </message>
    <message>
        <source>The login shell on %1 did not run %2.</source>
        <translation>%1 的登录 shell 未运行 %2。</translation>
    </message>
    <message>
        <source>Check that the user has a POSIX login shell and that the SSH server forces no command on it.</source>
        <translation>检查该用户是否有 POSIX 登录 shell，以及 SSH 服务器是否未对其强制执行命令。</translation>
    </message>
    <message>
        <source>%1 on %2 ended without an exit status.</source>
        <translation>%2 上的 %1 已结束，但没有退出状态。</translation>
    </message>
    <message>
        <source>There is no %1 on the host.</source>
        <translation>主机上没有 %1。</translation>
    </message>
    <message>
        <source>%1 is already there on the host.</source>
        <translation>主机上已有 %1。</translation>
    </message>
    <message>
        <source>The new content does not fit into %1.</source>
        <translation>新内容无法装入 %1。</translation>
    </message>
    <message>
        <source>The content for %1 was cut short; the file is as it was.</source>
        <translation>%1 的内容不完整，中途被截断；文件保持原样。</translation>
    </message>
    <message>
        <source>Make room on the host&apos;s disk and repeat.</source>
        <translation>在主机磁盘上腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>Let the SSH user own this path, or choose another data root.</source>
        <translation>让 SSH 用户拥有此路径，或另选数据根目录。</translation>
    </message>
    <message>
        <source>Check this path on the host.</source>
        <translation>检查主机上的此路径。</translation>
    </message>
    <message>
        <source>There is no %1 on %2.</source>
        <translation>%2 上没有 %1。</translation>
    </message>
    <message>
        <source>Install and start the service that listens there.</source>
        <translation>安装并启动在该处监听的服务。</translation>
    </message>
    <message>
        <source>%1 may not open %2 on %3.</source>
        <translation>%1 无权打开 %3 上的 %2。</translation>
    </message>
    <message>
        <source>Add the user to the group that owns it (for Docker: sudo usermod -aG docker %1), then connect anew.</source>
        <translation>将该用户加入拥有它的组（Docker：sudo usermod -aG docker %1），然后重新连接。</translation>
    </message>
    <message>
        <source>Nothing listens on %1 of %2.</source>
        <translation>%2 的 %1 上没有服务监听。</translation>
    </message>
    <message>
        <source>Start the service (for Docker: sudo systemctl start docker).</source>
        <translation>启动该服务（Docker：sudo systemctl start docker）。</translation>
    </message>
    <message>
        <source>The SSH server of %1 refuses forwards.</source>
        <translation>%1 的 SSH 服务器拒绝转发。</translation>
    </message>
    <message>
        <source>Allow them in its sshd_config: AllowStreamLocalForwarding yes, AllowTcpForwarding yes, and no DisableForwarding.</source>
        <translation>在其 sshd_config 中允许转发：AllowStreamLocalForwarding yes、AllowTcpForwarding yes，且没有 DisableForwarding。</translation>
    </message>
    <message>
        <source>The key file %1 cannot be used.</source>
        <translation>密钥文件 %1 无法使用。</translation>
    </message>
    <message>
        <source>Check the path, and that you may read the file.</source>
        <translation>检查路径，以及你是否有权读取该文件。</translation>
    </message>
    <message>
        <source>It is a PuTTY key.</source>
        <translation>这是 PuTTY 密钥。</translation>
    </message>
    <message>
        <source>Export it in OpenSSH format with PuTTYgen (Conversions, Export OpenSSH key).</source>
        <translation>用 PuTTYgen 以 OpenSSH 格式导出（Conversions、Export OpenSSH key）。</translation>
    </message>
    <message>
        <source>It is the public half of a key.</source>
        <translation>这是密钥的公钥部分。</translation>
    </message>
    <message>
        <source>Choose the private key: the file of the same name without .pub.</source>
        <translation>选择私钥：同名但不带 .pub 的文件。</translation>
    </message>
    <message>
        <source>It holds no private key.</source>
        <translation>其中没有私钥。</translation>
    </message>
    <message>
        <source>Choose a private key in OpenSSH format (ed25519, RSA or ECDSA).</source>
        <translation>选择 OpenSSH 格式的私钥（ed25519、RSA 或 ECDSA）。</translation>
    </message>
    <message>
        <source>It is encrypted and no passphrase was given.</source>
        <translation>密钥已加密，但未提供密钥口令。</translation>
    </message>
    <message>
        <source>Give its passphrase, or add the key to your agent with ssh-add and choose the agent for this host.</source>
        <translation>提供密钥口令，或用 ssh-add 将密钥加入 agent，并为此主机选择 agent。</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>密钥口令错误。</translation>
    </message>
    <message>
        <source>Try again with the right passphrase.</source>
        <translation>用正确的密钥口令重试。</translation>
    </message>
    <message>
        <source>Its format is damaged or not supported.</source>
        <translation>其格式已损坏或不受支持。</translation>
    </message>
    <message>
        <source>ssh-keygen -y -f FILE tells whether it can be read; ed25519, RSA and ECDSA keys are supported.</source>
        <translation>ssh-keygen -y -f FILE 可判断能否读取；支持 ed25519、RSA 和 ECDSA 密钥。</translation>
    </message>
    <message>
        <source>Something accepts connections there but does not speak SSH in time. Check the port and the host&apos;s load.</source>
        <translation>该处有服务接受连接，但未在限时内以 SSH 应答。检查端口和主机负载。</translation>
    </message>
    <message>
        <source>The host showed no key that can be checked.</source>
        <translation>主机未出示可校验的密钥。</translation>
    </message>
    <message>
        <source>The host key of %1 has changed; nothing was sent to it.</source>
        <translation>%1 的主机密钥已变更；未向其发送任何内容。</translation>
    </message>
    <message>
        <source>Known: %1. Shown now: %2.</source>
        <translation>已知：%1。当前出示：%2。</translation>
    </message>
    <message>
        <source>Somebody may be intercepting the connection. If the host was really set up anew, compare the new fingerprint on its own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and trust it.</source>
        <translation>可能有人在拦截连接。若主机确已重新安装，在其自身控制台上核对新指纹（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub），然后信任它。</translation>
    </message>
    <message>
        <source>%1 shows a host key that is marked as revoked; nothing was sent to it.</source>
        <translation>%1 出示的主机密钥已标记为吊销；未向其发送任何内容。</translation>
    </message>
    <message>
        <source>Somebody declared this key stolen. Do not log in before the host has a new key.</source>
        <translation>有人声明此密钥已被盗。在主机换用新密钥之前不要登录。</translation>
    </message>
    <message>
        <source>The host key of %1 is not trusted yet; nothing was sent to it.</source>
        <translation>%1 的主机密钥尚未受信任；未向其发送任何内容。</translation>
    </message>
    <message>
        <source>Compare this fingerprint on the host&apos;s own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and trust it.</source>
        <translation>在主机自身的控制台上核对此指纹（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub），然后信任它。</translation>
    </message>
    <message>
        <source>A host needs an address and a user to log in as.</source>
        <translation>主机需要地址和登录用户。</translation>
    </message>
    <message>
        <source>%1 did not agree to an SSH connection.</source>
        <translation>与 %1 未能协商建立 SSH 连接。</translation>
    </message>
    <message>
        <source>Check that an SSH server listens on this port and lets this machine in.</source>
        <translation>检查此端口上是否有 SSH 服务器监听，且允许本机接入。</translation>
    </message>
    <message>
        <source>It stopped answering.</source>
        <translation>对方已停止响应。</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>与 %1 的连接已断开。</translation>
    </message>
    <message>
        <source>What was under way there may or may not have happened; it is looked up again after the reconnect.</source>
        <translation>断开时正在进行的操作可能已完成，也可能未完成；重新连接后会再次查明。</translation>
    </message>
    <message>
        <source>%1 did not open a stream to %2.</source>
        <translation>%1 未打开到 %2 的数据流。</translation>
    </message>
    <message>
        <source>%1 does not run commands for this user.</source>
        <translation>%1 不为此用户运行命令。</translation>
    </message>
    <message>
        <source>Check that the user has a login shell and that the SSH server forces no command on it.</source>
        <translation>检查该用户是否有登录 shell，以及 SSH 服务器是否未对其强制执行命令。</translation>
    </message>
    <message>
        <source>%1 could not be read on the host.</source>
        <translation>无法读取主机上的 %1。</translation>
    </message>
    <message>
        <source>%1 could not be written on the host.</source>
        <translation>无法写入主机上的 %1。</translation>
    </message>
    <message>
        <source>%1 could not be removed on the host.</source>
        <translation>无法删除主机上的 %1。</translation>
    </message>
    <message>
        <source>%1 could not be listed on the host.</source>
        <translation>无法列出主机上的 %1。</translation>
    </message>
    <message>
        <source>%1 could not be made on the host.</source>
        <translation>无法在主机上创建 %1。</translation>
    </message>
    <message>
        <source>Windows has no unix sockets for this.</source>
        <translation>Windows 没有可用于此处的 unix 套接字。</translation>
    </message>
    <message>
        <source>No port of this machine could be opened.</source>
        <translation>无法在本机打开任何端口。</translation>
    </message>
    <message>
        <source>The socket %1 could not be opened.</source>
        <translation>无法打开套接字 %1。</translation>
    </message>
    <message>
        <source>Check that its directory exists and that no other program uses the name.</source>
        <translation>请检查其目录是否存在，以及该名称是否已被其他程序使用。</translation>
    </message>
    <message>
        <source>The connection to %1 was ended for a new login.</source>
        <translation>已断开与 %1 的连接，以便重新登录。</translation>
    </message>
    <message>
        <source>What was under way there may or may not have happened; it is looked up again.</source>
        <translation>当时正在进行的操作可能已完成，也可能没有；将重新查询。</translation>
    </message>
    <message>
        <source>%1 could not be renamed on the host.</source>
        <translation>无法在主机上重命名 %1。</translation>
    </message>
    <message>
        <source>%1 (through %2)</source>
        <extracomment>A machine, and the one that is gone through to reach it</extracomment>
        <translation>%1（经 %2）</translation>
    </message>
    <message>
        <source>The SSH server allows too few commands at once.</source>
        <translation>该 SSH 服务器允许同时运行的命令太少。</translation>
    </message>
    <message>
        <source>%1 printed more than %2 KiB.</source>
        <translation>%1 的输出超过 %2 KiB。</translation>
    </message>
    <message>
        <source>%1 failed on the host.</source>
        <translation>%1 在主机上运行失败。</translation>
    </message>
</context>
<context>
    <name>TenantColumns</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Seen</source>
        <extracomment>Column head: age of the last observation</extracomment>
        <translation>观测</translation>
    </message>
</context>
<context>
    <name>TenantFacts</name>
    <message>
        <source>%1 so far</source>
        <extracomment>Beside the phase a tenant is in: how long already, e.g. &quot;2:36 so far&quot;</extracomment>
        <translation>已 %1</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Copy order id</source>
        <translation>复制订单号</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Ports</source>
        <extracomment>After a port number: what listens there
----------
After the ports that a destroyed tenant gives back</extracomment>
        <translation>端口</translation>
    </message>
    <message>
        <source>dashboard</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Copy dashboard address</source>
        <translation>复制面板地址</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Copy container id</source>
        <translation>复制容器号</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>最近检查</translation>
    </message>
    <message>
        <source>free after 10 min</source>
        <translation>10 分钟后释放</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主目录</translation>
    </message>
    <message>
        <source>moved to the archive</source>
        <translation>移入归档</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Copy WeChat user id</source>
        <translation>复制微信用户号</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>Copy WeChat bot id</source>
        <translation>复制微信机器人号</translation>
    </message>
    <message>
        <source>live</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>live, last message %1 ago</source>
        <translation>有效，%1前有消息</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Copy image name</source>
        <translation>复制镜像名</translation>
    </message>
    <message>
        <source>Show order</source>
        <translation>显示订单</translation>
    </message>
</context>
<context>
    <name>TenantJobSection</name>
    <message>
        <source>Roll back …</source>
        <extracomment>Button; a question follows</extracomment>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>Button: shows the job on the Activity page</extracomment>
        <translation>显示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TenantPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>状况</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>As last seen</source>
        <translation>最后观测到的</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>流水</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>following</source>
        <extracomment>Beside the tab &quot;Log&quot;: new lines appear by themselves</extracomment>
        <translation>跟随中</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>还没有任何记录。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This window looks every few seconds, for as long as it is open.</source>
        <translation>只要窗口开着，就每隔几秒查看一次。</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Button: do what waits at once</extracomment>
        <translation>立即</translation>
    </message>
    <message>
        <source>Never mind</source>
        <extracomment>Button: what waits is not done after all</extracomment>
        <translation>算了</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
</context>
<context>
    <name>TenantRowDelegate</name>
    <message>
        <source>Select %1</source>
        <extracomment>Screen reader: the check box of a table row; %1 is a tenant&apos;s name</extracomment>
        <translation>选择 %1</translation>
    </message>
</context>
<context>
    <name>TenantsPage</name>
    <message>
        <source>Tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>New tenant</source>
        <translation>新建租户</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>No tenants yet</source>
        <translation>还没有租户</translation>
    </message>
    <message>
        <source>A tenant is one customer&apos;s agent. It needs a machine to run on: add a host first, then make the tenant.</source>
        <translation>一个租户就是一位客户的智能体。它需要运行的机器：先添加主机，再新建租户。</translation>
    </message>
    <message>
        <source>A tenant is one customer&apos;s agent. Make one here; the customer scans its code, and it is ready.</source>
        <translation>一个租户就是一位客户的智能体。在这里新建，客户扫码后即就绪。</translation>
    </message>
    <message>
        <source>Add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>new tenant</source>
        <translation>新建租户</translation>
    </message>
    <message>
        <source>No tenant matches</source>
        <translation>没有符合的租户</translation>
    </message>
    <message>
        <source>The filters leave nothing over.</source>
        <translation>筛选后没有结果。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>非实时</translation>
    </message>
</context>
<context>
    <name>TenantsToolbar</name>
    <message>
        <source>Name, order, WeChat id</source>
        <translation>名称、订单、微信号</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Upgrade …</source>
        <extracomment>Button; &quot;…&quot; because a question follows</extracomment>
        <translation>升级…</translation>
    </message>
    <message>
        <source>Roll back …</source>
        <extracomment>Button; &quot;…&quot; because a question follows</extracomment>
        <translation>回滚…</translation>
    </message>
</context>
<context>
    <name>TierFields</name>
    <message>
        <source>Takes prefab tenants too</source>
        <translation>也接收预制租户</translation>
    </message>
    <message>
        <source>Hermes on the host</source>
        <translation>主机上的 Hermes</translation>
    </message>
    <message>
        <source>looked up there if empty</source>
        <translation>留空则在主机上查找</translation>
    </message>
    <message>
        <source>Prefab tenants are units of the host&apos;s systemd and run its own Hermes. They read no other tenant&apos;s files, but nothing keeps them from the host&apos;s own ports: each can load the dashboards of all tenants there, of containers too.</source>
        <translation>预制租户是主机 systemd 的单元，运行主机自己的 Hermes。它们读不到其他租户的文件，但无法阻止它们访问主机自己的端口：每个预制租户都能打开该主机上所有租户（包括容器）的控制台。</translation>
    </message>
    <message>
        <source>Shared tenants live in one container of the host. Nothing keeps them apart: each can read the others&apos; homes and keys, and load the dashboards of all tenants of the host.</source>
        <translation>共享租户都在主机的同一个容器里，彼此没有隔离：每个租户都能读取其他共享租户的主目录和密钥，并能打开该主机上所有租户的控制台。</translation>
    </message>
    <message>
        <source>Takes shared tenants too</source>
        <translation>也接收共享租户</translation>
    </message>
</context>
<context>
    <name>Tiers</name>
    <message>
        <source>container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>prefab</source>
        <translation>预制</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共享</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Copy both</source>
        <translation>复制两者</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>连接中…</translation>
    </message>
    <message>
        <source>Replace trusted key</source>
        <translation>替换受信任的密钥</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Key type</source>
        <translation>密钥类型</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>已信任</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>现在出示</translation>
    </message>
    <message>
        <source>Key it shows now</source>
        <translation>它现在出示的密钥</translation>
    </message>
    <message>
        <source>Paste the expected fingerprint to compare</source>
        <translation>粘贴应有的指纹以核对</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <translation>应有的指纹</translation>
    </message>
    <message>
        <source>On the machine itself, from the ECS console:</source>
        <translation>在机器上执行（可用 ECS 控制台）：</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>To replace the trusted key, type %1</source>
        <translation>要替换受信任的密钥，请输入 %1</translation>
    </message>
    <message>
        <source>Written to the audit with both fingerprints and your name.</source>
        <translation>将连同两个指纹和你的名字写入审计。</translation>
    </message>
    <message>
        <source>Name of the host</source>
        <translation>主机名称</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TypedName</name>
    <message>
        <source>Type %1</source>
        <translation>请输入 %1</translation>
    </message>
</context>
<context>
    <name>UpgradeDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>每批个数</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::ActPlanController</name>
    <message numerus="yes">
        <source>%1 %n tenants?</source>
        <extracomment>Title of the question; %1 is a verb of a button, &quot;Stop 3 tenants?&quot;</extracomment>
        <translation>
            <numerusform>%1 %n 个租户？</numerusform>
        </translation>
    </message>
    <message>
        <source>Move the WeChat to %1?</source>
        <translation>把微信移到 %1？</translation>
    </message>
    <message>
        <source>%1 %2?</source>
        <extracomment>Title of the question; %1 is a verb of a button, %2 a tenant: &quot;Restart acme?&quot;</extracomment>
        <translation>%1 %2？</translation>
    </message>
    <message>
        <source>The customer scans a new code. Then the old token is archived and the agent is made anew; it is away for about half a minute. Until the scan nothing changes.</source>
        <translation>客户扫描新的二维码。随后旧令牌归档，智能体重新创建，约半分钟不可用。扫码之前不作任何更改。</translation>
    </message>
    <message>
        <source>The WeChat that scanned goes to %1, nobody scans anew. %2, which has it now, is made anew and waits for another scan.</source>
        <translation>扫码的微信转给 %1，无需重新扫码。目前持有它的 %2 会重新创建，并等待另一次扫码。</translation>
    </message>
    <message>
        <source>Home, ports and WeChat login are kept. Nobody is answered until it is started again.</source>
        <translation>主目录、端口和微信登录都会保留。重新启动之前不会回答任何人。</translation>
    </message>
    <message>
        <source>The agent is made anew with the home and the WeChat login that it has; it is away for about half a minute.</source>
        <translation>智能体用现有的主目录和微信登录重新创建；约半分钟不可用。</translation>
    </message>
    <message>
        <source>Show a code</source>
        <extracomment>Button: asks for a new bind code for a tenant that is bound already</extracomment>
        <translation>显示二维码</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are being answered just now.</source>
        <translation>
            <numerusform>正在回答 %n 个会话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answers %n conversations</source>
        <translation>
            <numerusform>正在回答 %n 个会话</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waits until nobody is being answered</source>
        <extracomment>%1 is a verb of a button: &quot;Restart waits until nobody is being answered&quot;</extracomment>
        <translation>%1：等到没有正在回答的会话</translation>
    </message>
    <message>
        <source>Run %1 in a container?</source>
        <translation>让 %1 改用容器运行？</translation>
    </message>
    <message>
        <source>It goes on serving while its home is copied, then moves over with home and WeChat login, every file compared, and is away for about half a minute. There is no way back.</source>
        <translation>复制主目录时它继续服务，之后连同主目录和微信登录一起迁入容器，逐个文件比对，约半分钟不可用。无法再改回。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::AddHostController</name>
    <message>
        <source>A name is needed.</source>
        <translation>需要名称。</translation>
    </message>
    <message>
        <source>Small letters, digits, - and . only; a letter or digit first.</source>
        <translation>只能用小写字母、数字、- 和 .，以字母或数字开头。</translation>
    </message>
    <message>
        <source>There is a host of this name already.</source>
        <translation>已有同名主机。</translation>
    </message>
    <message>
        <source>An address is needed.</source>
        <translation>需要地址。</translation>
    </message>
    <message>
        <source>Write it as user@host or user@host:port.</source>
        <translation>请写成 用户@主机 或 用户@主机:端口。</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>端口是 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>Who signs in? Write it as user@host.</source>
        <translation>以谁登录？请写成 用户@主机。</translation>
    </message>
    <message>
        <source>Choose the private key file.</source>
        <translation>请选择私钥文件。</translation>
    </message>
    <message>
        <source>A password is needed.</source>
        <translation>需要密码。</translation>
    </message>
    <message>
        <source>Two ports from 1024 to 65535, as 8700-9699.</source>
        <translation>1024 到 65535 之间的两个端口，如 8700-9699。</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n 处需要修改</numerusform>
        </translation>
    </message>
    <message>
        <source>Adding …</source>
        <translation>添加中…</translation>
    </message>
    <message>
        <source>Add host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>A path on the host, of letters, digits and . _ - + @ / only.</source>
        <translation>主机上的路径，只能含字母、数字和 . _ - + @ /。</translation>
    </message>
    <message>
        <source>A number from 0 (no limit) to 65535.</source>
        <translation>请填 0（不限）到 65535 的数字。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::AdoptController</name>
    <message>
        <source>running</source>
        <extracomment>States of a container or directory that was made by hand</extracomment>
        <translation>运行中</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>正在重启</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>a directory</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>端口 %1</translation>
    </message>
    <message>
        <source>no WeChat</source>
        <translation>无微信</translation>
    </message>
    <message>
        <source>WeChat %1</source>
        <translation>微信 %1</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>需要名称。</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _ only; a letter or digit first.</source>
        <translation>只能用小写字母、数字、- 和 _，以字母或数字开头。</translation>
    </message>
    <message>
        <source>There is a tenant of this name already.</source>
        <translation>已有同名租户。</translation>
    </message>
    <message>
        <source>Taking over …</source>
        <translation>正在接管…</translation>
    </message>
    <message>
        <source>Take over</source>
        <extracomment>The main button of the sheet; %1 is the tenant&apos;s name</extracomment>
        <translation>接管</translation>
    </message>
    <message>
        <source>Take over as %1</source>
        <translation>接管为 %1</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::AuditController</name>
    <message>
        <source>any</source>
        <comment>action</comment>
        <extracomment>Choice of a filter of the audit: whatever was done</extracomment>
        <translation>不限</translation>
    </message>
    <message>
        <source>ever</source>
        <extracomment>Choice of a filter of the audit: since when; &quot;Since ever&quot;</extracomment>
        <translation>不限</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message numerus="yes">
        <source>the latest %n entries</source>
        <translation>
            <numerusform>最近 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <comment>of the audit</comment>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries, each follows from the one before it; looked at %1</source>
        <extracomment>%n is the number of entries of the audit; %1 a time of day</extracomment>
        <translation>
            <numerusform>%n 条，逐条衔接；校验于 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries written to %1</source>
        <translation>
            <numerusform>%n 条已写入 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::BackupsController</name>
    <message>
        <source>%1 ago</source>
        <extracomment>Under the time of a backup: how old it is, &quot;9 h ago&quot;</extracomment>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作于</translation>
    </message>
    <message>
        <source>In its archive on %1; the newest 7 backups are kept.</source>
        <translation>在 %1 上它的归档里；保留最新的 7 份备份。</translation>
    </message>
    <message>
        <source>The home of %1 becomes %2, every file compared. It is stopped for that and keeps the WeChat that it has; what was said and learnt since is no longer in it. What its home is now is kept in the archive, so that there is a way back.</source>
        <translation>%1 的主目录恢复为%2，逐个文件核对。期间会停止，现有微信保留；此后的对话和所学不再包含在内。现在的主目录会留在归档里，可以再恢复回来。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::BindController</name>
    <message>
        <source>Scanned</source>
        <translation>已扫码</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Enter the digits</source>
        <translation>请输入数字</translation>
    </message>
    <message>
        <source>A new code is coming</source>
        <translation>正在换新码</translation>
    </message>
    <message>
        <source>No code at the moment</source>
        <translation>暂时没有二维码</translation>
    </message>
    <message>
        <source>No code now</source>
        <translation>现在没有二维码</translation>
    </message>
    <message>
        <source>Asking for a code</source>
        <translation>正在请求二维码</translation>
    </message>
    <message>
        <source>Now confirm on your phone.</source>
        <translation>请在手机上确认。</translation>
    </message>
    <message>
        <source>WeChat is bound. The agent is made anew with it.</source>
        <translation>微信已绑定，正在用它重新创建智能体。</translation>
    </message>
    <message>
        <source>Not accepted. Look at the phone again.</source>
        <translation>数字不对，请再看一眼手机。</translation>
    </message>
    <message>
        <source>WeChat shows them on the phone.</source>
        <translation>微信会在手机上显示数字。</translation>
    </message>
    <message>
        <source>The old one no longer works.</source>
        <translation>旧码已失效。</translation>
    </message>
    <message>
        <source>The connection was lost. It comes back by itself.</source>
        <translation>连接已断开，会自动恢复。</translation>
    </message>
    <message>
        <source>Code %1 of %2. Renews by itself.</source>
        <translation>第 %1 张，共 %2 张。到期自动更换。</translation>
    </message>
    <message>
        <source>Code %1. Renews by itself.</source>
        <translation>第 %1 张。到期自动更换。</translation>
    </message>
    <message>
        <source>Not scanned yet
asked %1 ago</source>
        <extracomment>Two short lines beside the bind code: nobody scanned it, and how fresh that knowledge is</extracomment>
        <translation>尚未扫码
%1前查询</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::DrainController</name>
    <message>
        <source>to %1</source>
        <translation>去往 %1</translation>
    </message>
    <message>
        <source>moving</source>
        <extracomment>Beside a tenant that is on its way to another host</extracomment>
        <translation>迁移中</translation>
    </message>
    <message>
        <source>waits</source>
        <extracomment>Beside a tenant whose move has not begun</extracomment>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Draining</source>
        <extracomment>Heads of a section: tenants are being moved off a host, that was stopped, all are away</extracomment>
        <translation>正在迁空</translation>
    </message>
    <message>
        <source>Drain stopped</source>
        <translation>迁空已停止</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>已迁空</translation>
    </message>
    <message>
        <source>took %1</source>
        <extracomment>Beside a drain that is over: how long it took</extracomment>
        <translation>用时 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n away</source>
        <translation>
            <numerusform>%n 个中已迁出 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moving</source>
        <translation>
            <numerusform>%n 个迁移中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>%n 个待迁</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held up</source>
        <translation>
            <numerusform>%n 个受阻</numerusform>
        </translation>
    </message>
    <message>
        <source>Who was on the way arrives; nobody else is sent away. The host stays cordoned.</source>
        <translation>已在途的会到达，其余不再迁出。主机仍停止分配。</translation>
    </message>
    <message>
        <source>What is held up is tried again every minute.</source>
        <translation>受阻的每分钟重试一次。</translation>
    </message>
    <message>
        <source>Nothing is left on it. It stays cordoned until you uncordon or remove it.</source>
        <translation>其上已无租户。在恢复分配或移除之前，它一直停止分配。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::FleetBackend</name>
    <message>
        <source>this computer, SQLite</source>
        <translation>本机 · SQLite</translation>
    </message>
    <message>
        <source>since %1, by %2</source>
        <translation>自 %1 起，由 %2</translation>
    </message>
    <message>
        <source>The program ends; nothing was written.</source>
        <translation>程序即将退出；未写入任何内容。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostChoice</name>
    <message>
        <source>%1 free</source>
        <translation>空 %1</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostListModel</name>
    <message>
        <source>%1 ms, takes no new</source>
        <extracomment>Under the state of a host that takes no new tenants</extracomment>
        <translation>%1 毫秒，不再接收</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 free</source>
        <extracomment>Room for further tenants on a host, e.g. &quot;2 free&quot;</extracomment>
        <translation>空 %1</translation>
    </message>
    <message>
        <source>%1 container</source>
        <translation>%1 容器</translation>
    </message>
    <message>
        <source>%1 prefab</source>
        <translation>%1 预制</translation>
    </message>
    <message>
        <source>%1 shared</source>
        <translation>%1 共享</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>takes no new</source>
        <translation>不再接收新租户</translation>
    </message>
    <message numerus="yes">
        <source>draining, %n left</source>
        <extracomment>Under the state of a host that is being emptied: so many tenants are left</extracomment>
        <translation>
            <numerusform>正在迁空，还剩 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostSettingsController</name>
    <message>
        <source>A number from 0 (no limit) to 65535.</source>
        <translation>请填 0（不限）到 65535 的数字。</translation>
    </message>
    <message numerus="yes">
        <source>%n taken; 0: as many as ports</source>
        <extracomment>Under the number of places of a host; %n of them are taken</extracomment>
        <translation>
            <numerusform>已占 %n 个；0：以端口数为限</numerusform>
        </translation>
    </message>
    <message>
        <source>A number from 100 to 10000, or 0.</source>
        <translation>请填 100 到 10000 的数字，或 0。</translation>
    </message>
    <message>
        <source>memory is left out of account</source>
        <translation>不计内存</translation>
    </message>
    <message>
        <source>0: memory is not counted</source>
        <translation>0：不计内存</translation>
    </message>
    <message>
        <source>%1 promised</source>
        <extracomment>Under the share of a host&apos;s memory that may be promised, e.g. &quot;20.5 of 96 GB promised&quot;</extracomment>
        <translation>已承诺 %1</translation>
    </message>
    <message>
        <source>GB such as 5 or 0.5, or 0.</source>
        <translation>请填 GB 数，如 5 或 0.5，或 0。</translation>
    </message>
    <message>
        <source>0: all of it is used</source>
        <translation>0：全部可用</translation>
    </message>
    <message>
        <source>%1 free</source>
        <extracomment>Under what is kept free of a host&apos;s disk, e.g. &quot;59 of 200 GB free&quot;</extracomment>
        <translation>%1 空闲</translation>
    </message>
    <message>
        <source>A path on the host, of letters, digits and . _ - + @ / only.</source>
        <translation>主机上的路径，只能含字母、数字和 . _ - + @ /。</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are on it: they stay, and it takes no further one.</source>
        <translation>
            <numerusform>其上有 %n 个租户：它们不动，不再接收新租户。</numerusform>
        </translation>
    </message>
    <message>
        <source>More of its memory is promised already: those on it stay, it takes no further tenant.</source>
        <translation>已承诺的内存超过此值：已在其上的不动，不再接收新租户。</translation>
    </message>
    <message>
        <source>Less of its disk is free now: it takes no further tenant until there is more.</source>
        <translation>当前空闲磁盘少于此值：腾出空间前不再接收新租户。</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n 处需要修改</numerusform>
        </translation>
    </message>
    <message>
        <source>loopback, gateway, or an address without port and path such as https://agents.example.com.</source>
        <translation>填 loopback、gateway，或不带端口和路径的地址，例如 https://agents.example.com。</translation>
    </message>
    <message>
        <source>the backend runs on this host itself</source>
        <translation>后端就运行在这台主机上</translation>
    </message>
    <message>
        <source>it runs in a container of this host: a proxy there has to forward the same ports</source>
        <translation>后端运行在这台主机的容器里：主机上需有代理转发相同端口</translation>
    </message>
    <message>
        <source>a proxy has to forward the same ports from there to this host&apos;s loopback</source>
        <translation>需有代理从该地址把相同端口转发到这台主机的本机回环</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostTabsController</name>
    <message>
        <source>Leaks</source>
        <extracomment>A tab, with the number of findings on a host</extracomment>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Leaks %1</source>
        <translation>泄漏 %1</translation>
    </message>
    <message>
        <source>Nobody has looked yet.</source>
        <translation>还没有检查过。</translation>
    </message>
    <message>
        <source>It did not answer when it was looked at: nothing is known of it.</source>
        <translation>检查时它没有应答：情况未知。</translation>
    </message>
    <message>
        <source>All on it is as the registry has it.</source>
        <translation>其上的一切都与注册库一致。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::HostsController</name>
    <message>
        <source>up</source>
        <extracomment>State of a host&apos;s service</extracomment>
        <translation>正常</translation>
    </message>
    <message>
        <source>down</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n core(s)</source>
        <translation>
            <numerusform>%1 / %n 核</numerusform>
        </translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message numerus="yes">
        <source>%n in use</source>
        <translation>
            <numerusform>%n 个在用</numerusform>
        </translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>登录用户</translation>
    </message>
    <message>
        <source>Data root</source>
        <translation>数据目录</translation>
    </message>
    <message>
        <source>Host key</source>
        <translation>主机密钥</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>复制指纹</translation>
    </message>
    <message>
        <source>no hosts</source>
        <translation>没有主机</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n host(s)</source>
        <translation>
            <numerusform>%1/%n 台主机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n 台主机</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 places used</source>
        <translation>名额已用 %1/%2</translation>
    </message>
    <message>
        <source>all reachable</source>
        <translation>全部可连接</translation>
    </message>
    <message>
        <source>%1 reachable, %2 not</source>
        <translation>%1 台可连接，%2 台不可</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s), no limit</source>
        <translation>
            <numerusform>%n 个租户，不限</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 places</source>
        <translation>名额 %1/%2</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1</translation>
    </message>
    <message>
        <source>tested %1</source>
        <translation>测试于 %1</translation>
    </message>
    <message>
        <source>No tenant is on it.</source>
        <translation>上面没有租户。</translation>
    </message>
    <message numerus="yes">
        <source>Its %n tenant(s) are placed on other hosts and need a scan each: what was on this machine is lost, conversations and WeChat logins with it.</source>
        <translation>
            <numerusform>上面的 %n 个租户将放到其他主机，并各需重新扫码：这台机器上的内容（包括对话和微信登录）都会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Takes no further tenant: %1</source>
        <extracomment>Under the capacity of a host; %1 is why, as &quot;memory: 96 of its 32 GiB are promised&quot;</extracomment>
        <translation>不再接收新租户：%1</translation>
    </message>
    <message>
        <source>promised %1</source>
        <extracomment>Beside a host&apos;s memory: what its tenants&apos; limits add up to</extracomment>
        <translation>已承诺 %1</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::JobsController</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 个进行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped by hand; %n tenants were left</source>
        <translation>
            <numerusform>已手动停止；%n 个租户保持原样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It stopped by itself; %n tenants were left</source>
        <translation>
            <numerusform>已自动停止；%n 个租户保持原样</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all went well</source>
        <translation>并非全部成功</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <extracomment>Over what went wrong in a tenant&apos;s pane; %1 is &quot;Upgrade to hermes-agent:0.14.0&quot;</extracomment>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: done</source>
        <extracomment>Over a finished job in a tenant&apos;s pane; %1 is &quot;Upgrade to hermes-agent:0.14.0&quot;</extracomment>
        <translation>%1：完成</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::LeaksController</name>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n 项发现</numerusform>
        </translation>
    </message>
    <message>
        <source>not known of %1</source>
        <translation>%1 情况未知</translation>
    </message>
    <message>
        <source>looked %1 ago</source>
        <translation>%1前查看</translation>
    </message>
    <message>
        <source>It may be under way: it is left alone until it is a minute old and was seen twice.</source>
        <translation>可能正在进行中：满一分钟并见到两次之前不处理。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::LinkController</name>
    <message>
        <source>Live</source>
        <extracomment>State of the whole window: what is shown is pushed as it happens</extracomment>
        <translation>实时</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>非实时</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation>%1前更新</translation>
    </message>
    <message>
        <source>Below is what was seen at %1. The tenants themselves go on running. Changes wait.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>以下是 %1 观测到的内容。租户照常运行，改动请稍候。</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>%1 后重试</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n host(s), %1 answered</source>
        <translation>
            <numerusform>正在读取 %n 台主机，%1 台已应答</numerusform>
        </translation>
    </message>
    <message>
        <source>as seen at %1</source>
        <translation>%1 所见</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::MoveController</name>
    <message>
        <source>Move %1 to another host?</source>
        <extracomment>Title of the question; %1 is a tenant</extracomment>
        <translation>把 %1 迁到其他主机？</translation>
    </message>
    <message>
        <source>Move everything off %1?</source>
        <extracomment>Title of the question; %1 is a host</extracomment>
        <translation>把 %1 上的全部租户迁走？</translation>
    </message>
    <message>
        <source>Its home, archive and WeChat login go along; nobody scans again. It serves while most of its home is copied, then stands still until the rest is there and every file is compared.</source>
        <translation>主目录、归档和微信登录一同迁移，无需重新扫码。复制主目录的大部分内容时继续服务，之后停下，直到其余部分到位且逐个文件比对完毕。</translation>
    </message>
    <message>
        <source>The host takes no further tenant. Those on it go to the others, each with its home, archive and WeChat login; each stands still only for the end of its own move.</source>
        <translation>该主机不再接收新租户。上面的租户连同各自的主目录、归档和微信登录迁往其他主机；每个租户只在自己迁移的最后阶段停下。</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button that begins the move</extracomment>
        <translation>迁移</translation>
    </message>
    <message>
        <source>Move all</source>
        <translation>全部迁移</translation>
    </message>
    <message>
        <source>No other host can take it.</source>
        <translation>没有其他主机可以接收它。</translation>
    </message>
    <message>
        <source>Add a host, raise a capacity, or let one take tenants again.</source>
        <translation>请添加主机、提高容量，或让某台主机恢复接收。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::NewTenantController</name>
    <message>
        <source>A name is needed.</source>
        <translation>需要名称。</translation>
    </message>
    <message>
        <source>At most 63 characters.</source>
        <translation>最多 63 个字符。</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _ only; a letter or digit first.</source>
        <translation>只能用小写字母、数字、- 和 _，以字母或数字开头。</translation>
    </message>
    <message>
        <source>There is a tenant of this name already.</source>
        <translation>已有同名租户。</translation>
    </message>
    <message>
        <source>also the profile name; it cannot change later</source>
        <translation>也是配置名，之后不能更改</translation>
    </message>
    <message>
        <source>free; also the profile name</source>
        <translation>可用，也是配置名</translation>
    </message>
    <message>
        <source>from the plan: %1</source>
        <extracomment>Right of the label &quot;Runs as&quot;: what the plan says</extracomment>
        <translation>按套餐：%1</translation>
    </message>
    <message>
        <source>No host can take it. Add one, or make room.</source>
        <translation>没有主机能接收。请添加主机或腾出空位。</translation>
    </message>
    <message>
        <source>nothing is changed before you say so</source>
        <translation>在你确认之前不会改动任何东西</translation>
    </message>
    <message>
        <source>on %1, for %2</source>
        <extracomment>Under the head &quot;What will be done&quot;: host and tenant</extracomment>
        <translation>在 %1 上，为 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to fix</source>
        <translation>
            <numerusform>%n 处需要修改</numerusform>
        </translation>
    </message>
    <message>
        <source>Provisioning …</source>
        <translation>开通中…</translation>
    </message>
    <message>
        <source>Provision</source>
        <extracomment>The main button of the sheet; %1 is the tenant&apos;s name</extracomment>
        <translation>开通</translation>
    </message>
    <message>
        <source>Provision %1</source>
        <translation>开通 %1</translation>
    </message>
    <message>
        <source>A unit of the host&apos;s systemd instead of a container: it reads no other tenant&apos;s files, but nothing keeps it from the host&apos;s own ports, so that it can load the dashboards of the tenants there.</source>
        <translation>主机 systemd 的单元，而非容器：它读不到其他租户的文件，但无法阻止它访问主机自己的端口，因此能打开该主机上其他租户的控制台。</translation>
    </message>
    <message>
        <source>A profile in the host&apos;s one shared container: nothing keeps the tenants in it apart, nor from the host&apos;s own ports. Each can read the others&apos; homes and keys.</source>
        <translation>主机唯一共享容器里的一个配置：其中的租户彼此没有隔离，也无法阻止它们访问主机自己的端口。每个租户都能读取其他租户的主目录和密钥。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::NoticeController</name>
    <message numerus="yes">
        <source>%n paid order(s) are not delivered</source>
        <translation>
            <numerusform>%n 个已付款订单未交付</numerusform>
        </translation>
    </message>
    <message>
        <source>A paid order is not delivered</source>
        <translation>有已付款订单未交付</translation>
    </message>
    <message>
        <source>They have waited for more than 5 minutes. Look what holds them up.</source>
        <translation>已等待超过 5 分钟。请查看受阻原因。</translation>
    </message>
    <message>
        <source>It has waited for more than 5 minutes. Look what holds it up.</source>
        <translation>已等待超过 5 分钟。请查看受阻原因。</translation>
    </message>
    <message>
        <source>Show orders</source>
        <translation>查看订单</translation>
    </message>
    <message>
        <source>Show order</source>
        <translation>查看订单</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::OrderController</name>
    <message>
        <source>No tenant yet</source>
        <translation>尚无租户</translation>
    </message>
    <message>
        <source>waiting %1</source>
        <extracomment>Pill of a paid order that is not delivered; %1 is a duration</extracomment>
        <translation>已等待 %1</translation>
    </message>
    <message>
        <source>delivered in %1</source>
        <extracomment>Pill of a delivered order; %1 is how long it took</extracomment>
        <translation>%1 内交付</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Say in a few words why: it is kept in the audit</source>
        <translation>用几个字说明原因：会记入审计</translation>
    </message>
    <message>
        <source>audited as %1</source>
        <extracomment>Beside the button: under which name it is written into the audit</extracomment>
        <translation>审计署名 %1</translation>
    </message>
    <message>
        <source>row version %1</source>
        <translation>记录版本 %1</translation>
    </message>
    <message>
        <source>That is something else</source>
        <translation>与要求的不一致</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::OrderListModel</name>
    <message>
        <source>none yet</source>
        <extracomment>Column &quot;Tenant&quot; of an order that has none yet</extracomment>
        <translation>尚无</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>创建 %1</translation>
    </message>
    <message>
        <source>paid %1</source>
        <translation>付款 %1</translation>
    </message>
    <message>
        <source>ready %1</source>
        <translation>就绪 %1</translation>
    </message>
    <message>
        <source>%1, delivered</source>
        <translation>%1，已交付</translation>
    </message>
    <message>
        <source>no tenant yet</source>
        <translation>尚无租户</translation>
    </message>
    <message>
        <source>over 5 minutes</source>
        <extracomment>Read by a screen reader for an order that waits too long</extracomment>
        <translation>超过 5 分钟</translation>
    </message>
    <message>
        <source>order %1</source>
        <extracomment>Read by a screen reader for a row of orders</extracomment>
        <translation>订单 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Of an order: &quot;paid, blocked: port taken&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::OrdersController</name>
    <message>
        <source>Below is what it said at %1. Changes wait.</source>
        <extracomment>The platform&apos;s database does not answer; %1 is a time of day</extracomment>
        <translation>以下是 %1 时的内容。更改需等待。</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n 个订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the latest %n order(s)</source>
        <extracomment>There are more orders than were read so far</extracomment>
        <translation>
            <numerusform>最近 %n 个订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-off(s)</source>
        <translation>
            <numerusform>%n 个移交</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waiting, %2 over 5 min</source>
        <extracomment>Under the orders that wait: &quot;6 waiting, 3 over 5 min&quot;</extracomment>
        <translation>%1 个等待，%2 个超过 5 分钟</translation>
    </message>
    <message>
        <source>platform database read %1 ago</source>
        <translation>%1前读取平台数据库</translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation>%1前更新</translation>
    </message>
    <message>
        <source>the %1 that wait longest are shown</source>
        <extracomment>After how many orders wait, where those are more than the list shows</extracomment>
        <translation>仅显示等待最久的 %1 个</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TenantController</name>
    <message>
        <source>generation %1</source>
        <translation>第 %1 代</translation>
    </message>
    <message>
        <source>bound %1</source>
        <translation>绑定于 %1</translation>
    </message>
    <message>
        <source>%1, %2 to ready</source>
        <extracomment>Right of the head &quot;Phases&quot;: day, and how long provisioning took</extracomment>
        <translation>%1，用时 %2</translation>
    </message>
    <message>
        <source>%1 since request</source>
        <translation>请求后 %1</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TenantListModel</name>
    <message>
        <source>in %1</source>
        <extracomment>Beside the pill &quot;Retrying&quot;: time until the next try, e.g. &quot;in 0:41&quot;</extracomment>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>now</source>
        <translation>马上</translation>
    </message>
    <message>
        <source>was %1</source>
        <extracomment>Beside the pill &quot;Unknown&quot;: the phase last seen, e.g. &quot;was Ready&quot;</extracomment>
        <translation>此前%1</translation>
    </message>
    <message>
        <source>generation %1</source>
        <translation>第 %1 代</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>Beside the pill &quot;Paused&quot;: a date, e.g. &quot;since 2 May&quot;</extracomment>
        <translation>自 %1</translation>
    </message>
    <message>
        <source>code hidden</source>
        <extracomment>WeChat column: a bind code exists but is masked</extracomment>
        <translation>二维码已隐藏</translation>
    </message>
    <message>
        <source>live code</source>
        <extracomment>WeChat column: a bind code is on somebody&apos;s screen now</extracomment>
        <translation>二维码有效</translation>
    </message>
    <message>
        <source>port %1</source>
        <extracomment>Read by a screen reader for a table row</extracomment>
        <translation>端口 %1</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TenantSecrets</name>
    <message>
        <source>typed</source>
        <translation>已输入</translation>
    </message>
    <message>
        <source>Capital letters, digits and _ only.</source>
        <translation>只能用大写字母、数字和 _。</translation>
    </message>
    <message>
        <source>Paste it or choose its file.</source>
        <translation>请粘贴或选择文件。</translation>
    </message>
    <message>
        <source>More than one line; a key is one line.</source>
        <translation>不止一行；密钥只有一行。</translation>
    </message>
    <message>
        <source>More than one line in this file; a key is one line.</source>
        <translation>文件不止一行；密钥只有一行。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TenantsController</name>
    <message numerus="yes">
        <source>%1 of %n tenant(s)</source>
        <translation>
            <numerusform>%1/%n 个租户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s)</source>
        <translation>
            <numerusform>%n 个租户</numerusform>
        </translation>
    </message>
    <message>
        <source>what needs a person last</source>
        <translation>需人工处理者在后</translation>
    </message>
    <message>
        <source>sorted by what needs a person</source>
        <translation>需人工处理者在前</translation>
    </message>
    <message>
        <source>sorted by name</source>
        <translation>按名称排序</translation>
    </message>
    <message>
        <source>sorted by plan</source>
        <translation>按套餐排序</translation>
    </message>
    <message>
        <source>sorted by payment</source>
        <translation>按付款排序</translation>
    </message>
    <message>
        <source>sorted by WeChat</source>
        <translation>按微信排序</translation>
    </message>
    <message>
        <source>sorted by host</source>
        <translation>按主机排序</translation>
    </message>
    <message>
        <source>sorted by port</source>
        <translation>按端口排序</translation>
    </message>
    <message>
        <source>sorted by age</source>
        <translation>按观测时间排序</translation>
    </message>
    <message>
        <source>last change %1</source>
        <translation>最近变化 %1</translation>
    </message>
    <message>
        <source>any</source>
        <extracomment>Choice of a filter: no restriction</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>stuck</source>
        <extracomment>Choice of the phase filter: blocked or retrying</extracomment>
        <translation>卡住</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>of %1</source>
        <extracomment>Beside a big number on a card, e.g. &quot;29 of 42&quot;</extracomment>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>no tenants yet</source>
        <translation>还没有租户</translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%n 个降级</numerusform>
        </translation>
    </message>
    <message>
        <source>none degraded</source>
        <translation>无降级</translation>
    </message>
    <message>
        <source>Waiting for scan</source>
        <translation>待扫码</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>最久 %1</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>卡住</translation>
    </message>
    <message numerus="yes">
        <source>%n blocked</source>
        <translation>
            <numerusform>%n 受阻</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n retrying</source>
        <translation>
            <numerusform>%n 重试中</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosts up</source>
        <translation>主机在线</translation>
    </message>
    <message>
        <source>no hosts yet</source>
        <translation>还没有主机</translation>
    </message>
    <message>
        <source>%1 down %2</source>
        <extracomment>Caption of the card &quot;Hosts up&quot;: host and how long it has been down</extracomment>
        <translation>%1 断开 %2</translation>
    </message>
    <message numerus="yes">
        <source>room for %n more</source>
        <translation>
            <numerusform>还可容纳 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>all reachable</source>
        <translation>全部可连接</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::TrustController</name>
    <message>
        <source>The key of %1 has changed</source>
        <translation>%1 的密钥已变更</translation>
    </message>
    <message>
        <source>Is this %1?</source>
        <extracomment>Title of the question whether a host&apos;s key is trusted</extracomment>
        <translation>这是 %1 吗？</translation>
    </message>
    <message>
        <source>It has not been seen before. Compare its key with one you got another way, then trust it. Nothing has been sent to it yet: no key, no password.</source>
        <translation>以前没有见过它。请用另外途径得到的指纹核对后再信任。目前还没有向它发送任何东西：没有密钥，也没有密码。</translation>
    </message>
    <message>
        <source>Either the machine was reinstalled, or someone stands between you and it. The connection was closed before anything was sent.</source>
        <translation>要么机器重装过，要么有人挡在你和它之间。连接在发送任何内容之前就已关闭。</translation>
    </message>
    <message numerus="yes">
        <source>Its %n tenant(s) show as Unknown until this is settled.</source>
        <translation>
            <numerusform>处理之前，它的 %n 个租户显示为“未知”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same in all %n characters</source>
        <translation>
            <numerusform>%n 个字符全部一致</numerusform>
        </translation>
    </message>
    <message>
        <source>Not the key it shows. Do not trust it before you know why.</source>
        <translation>与它出示的密钥不同。弄清原因之前不要信任。</translation>
    </message>
    <message>
        <source>Trust and continue</source>
        <translation>信任并继续</translation>
    </message>
    <message>
        <source>Trust without comparing</source>
        <translation>不核对直接信任</translation>
    </message>
    <message>
        <source>%1
trusted: %2
shown now: %3</source>
        <translation>%1
已信任：%2
现在出示：%3</translation>
    </message>
    <message>
        <source>The key of %1 is revoked</source>
        <translation>%1 的密钥已被吊销</translation>
    </message>
    <message>
        <source>known_hosts marks this key as one that must never be trusted: somebody may have a copy of it. The connection was closed before anything was sent.

Give the machine a new key and connect again. If the mark is wrong, take the line with @revoked and this key out of known_hosts in the data folder.</source>
        <translation>known_hosts 把这个密钥标记为绝不可信任：可能有人拥有它的副本。在发送任何内容之前连接已关闭。

请给这台机器换一个新密钥，再重新连接。如果标记有误，请从数据文件夹的 known_hosts 中删去带 @revoked 和这个密钥的那一行。</translation>
    </message>
</context>
<context>
    <name>hermes::desktop::UpgradeController</name>
    <message numerus="yes">
        <source>Roll back %n tenants?</source>
        <extracomment>Title of the question</extracomment>
        <translation>
            <numerusform>回滚 %n 个租户？</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll back %1?</source>
        <translation>回滚 %1？</translation>
    </message>
    <message numerus="yes">
        <source>Upgrade %n tenants?</source>
        <extracomment>Title of the question</extracomment>
        <translation>
            <numerusform>升级 %n 个租户？</numerusform>
        </translation>
    </message>
    <message>
        <source>Upgrade %1?</source>
        <translation>升级 %1？</translation>
    </message>
    <message>
        <source>Each gets the image back that it had before, with the home and the WeChat login that it has; those that do not serve come first. It goes on after a failure.</source>
        <translation>每个租户换回之前的镜像，主目录和微信登录不变；不在服务的优先。失败后继续进行。</translation>
    </message>
    <message>
        <source>It gets the image back that it had before, with the home and the WeChat login that it has; it is away for about half a minute.</source>
        <translation>换回之前的镜像，主目录和微信登录不变；大约离线半分钟。</translation>
    </message>
    <message>
        <source>One goes first, alone; the others follow in waves, each fetched first and made anew with its home and WeChat login. It stops by itself when one does not serve any more.</source>
        <translation>先单独升级一个，其余分批跟进；每个都先获取镜像，再带着主目录和微信登录重建。一旦有租户不再服务，会自动停止。</translation>
    </message>
    <message>
        <source>The image is fetched first, while it serves. Then it is made anew with the home and the WeChat login that it has; it is away for about half a minute.</source>
        <translation>先获取镜像，期间照常服务；然后带着主目录和微信登录重建，大约离线半分钟。</translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n tenants</source>
        <extracomment>Button</extracomment>
        <translation>
            <numerusform>回滚 %n 个租户</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>回滚 %1</translation>
    </message>
    <message numerus="yes">
        <source>Upgrade %n tenants</source>
        <extracomment>Button</extracomment>
        <translation>
            <numerusform>升级 %n 个租户</numerusform>
        </translation>
    </message>
    <message>
        <source>Upgrade %1</source>
        <translation>升级 %1</translation>
    </message>
    <message>
        <source>Runs the host&apos;s own Hermes</source>
        <translation>运行主机自带的 Hermes</translation>
    </message>
    <message>
        <source>Has no host yet</source>
        <translation>还没有主机</translation>
    </message>
    <message>
        <source>Its host does not answer</source>
        <translation>所在主机无应答</translation>
    </message>
    <message>
        <source>Never had another image</source>
        <translation>从未用过其他镜像</translation>
    </message>
    <message>
        <source>Does not serve now: %1</source>
        <extracomment>Why a tenant is left: %1 is its phase</extracomment>
        <translation>目前不在服务：%1</translation>
    </message>
    <message>
        <source>Has it already</source>
        <translation>已是这个镜像</translation>
    </message>
    <message>
        <source>Stopped: gets it when it is started</source>
        <translation>已停止：启动时换用</translation>
    </message>
    <message numerus="yes">
        <source>answers %n conversations</source>
        <translation>
            <numerusform>正在回答 %n 个会话</numerusform>
        </translation>
    </message>
    <message>
        <source>Left as they are</source>
        <extracomment>Caption over tenants that are not changed, each with the reason</extracomment>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>First, alone</source>
        <translation>先单独一个</translation>
    </message>
    <message>
        <source>Then up to %1 at a time</source>
        <extracomment>Caption over the tenants that follow; %1 a number</extracomment>
        <translation>然后每批最多 %1 个</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>No image is named.</source>
        <translation>没有指定镜像。</translation>
    </message>
    <message>
        <source>Write REPOSITORY:TAG, or choose one.</source>
        <translation>请写“仓库:标签”，或从列表中选择。</translation>
    </message>
    <message>
        <source>Is there no more</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Move it into a container first.</source>
        <translation>请先将其迁移到容器中。</translation>
    </message>
    <message>
        <source>Wait until it is placed.</source>
        <translation>请等到它被安置。</translation>
    </message>
    <message>
        <source>Try again once its host answers.</source>
        <translation>等主机有响应后再试。</translation>
    </message>
    <message>
        <source>Upgrade it to an image that you name.</source>
        <translation>请将其升级到你指定的镜像。</translation>
    </message>
    <message>
        <source>Look at the list of tenants.</source>
        <translation>请查看租户列表。</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The window of Hermes Admin.</source>
        <translation>Hermes Admin 的窗口程序。</translation>
    </message>
    <message>
        <source>Registry, trusted host keys, logs and settings are kept here.</source>
        <translation>注册库、受信任的主机密钥、日志和设置存放在这里。</translation>
    </message>
    <message>
        <source>Show an invented fleet; nothing is contacted or kept.</source>
        <translation>显示虚构的机群；不连接也不保存任何东西。</translation>
    </message>
</context>
</TS>
