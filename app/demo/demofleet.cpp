#include "demofleet.h"

#include "demoready.h"
#include "reasoncodes.h"
#include "words.h"

#include <QDateTime>
#include <QHash>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct Line {
    const char *name;
    const char *customer;
    char plan; ///< d dedicated_pro, r research_std, s shared_lite
    const char *phase;
    const char *host;
    int port;
    const char *user; ///< last characters of the WeChat id, or empty
    int generation;
};

constexpr Line lines[] = {
    {"huaxin-capital", "Huaxin Capital", 'd', "BLOCKED", "ecs-hz-01", 8726, "", 1},
    {"sun-weiran", "Sun Weiran 孙蔚然", 'r', "BLOCKED", "ecs-sh-01", 8710, "", 2},
    {"orient-quant", "Orient Quant", 'd', "DEGRADED", "ecs-hz-02", 8708, "7Qxm", 5},
    {"chen-yutong", "Chen Yutong 陈雨桐", 'r', "BACKOFF", "ecs-sh-01", 8714, "", 1},
    {"northgate-fund", "Northgate Fund", 'd', "UNKNOWN", "ecs-bj-01", 8702, "Lw3e", 2},
    {"zhou-mingyuan", "Zhou Mingyuan 周明远", 's', "UNKNOWN", "ecs-bj-01", 8700, "d0Rk", 2},
    {"acme-research", "Acme Research", 'd', "BIND_WAIT", "ecs-hz-02", 8720, "", 1},
    {"tang-ke", "Tang Ke 唐可", 's', "BIND_WAIT", "ecs-sz-01", 8700, "", 1},
    {"wang-shuo", "Wang Shuo 王硕", 'r', "BIND_WAIT", "ecs-sz-01", 8708, "", 1},
    {"bluelake-am", "Bluelake AM", 'd', "STARTING", "ecs-sz-01", 8710, "", 1},
    {"he-siyuan", "He Siyuan 何思远", 'r', "REPLACING", "ecs-hz-01", 8712, "Xe5u", 4},
    {"an-ruo", "An Ruo 安若", 's', "READY", "ecs-hz-01", 8700, "Tn8c", 2},
    {"dong-yi", "Dong Yi 董怡", 'r', "READY", "ecs-sz-01", 8704, "b2Wf", 2},
    {"fang-lei", "Fang Lei 方磊", 'r', "READY", "ecs-hz-02", 8704, "Rj6a", 2},
    {"gu-xinyi", "Gu Xinyi 顾欣怡", 's', "READY", "ecs-hz-01", 8702, "u9Ks", 3},
    {"jade-harbor", "Jade Harbor", 'd', "READY", "ecs-hz-01", 8704, "Pz1d", 2},
    {"jiang-wei", "Jiang Wei 蒋薇", 'r', "READY", "ecs-sh-01", 8706, "m4Vh", 2},
    {"lin-jia", "Lin Jia 林佳", 'r', "READY", "ecs-hz-02", 8706, "4mTw", 3},
    {"luo-heng", "Luo Heng 罗恒", 'r', "READY", "ecs-sz-01", 8702, "Yc7g", 2},
    {"meng-zhiyuan", "Meng Zhiyuan 孟致远", 'r', "READY", "ecs-hz-01", 8708, "E8tq", 2},
    {"kunlun-desk", "Kunlun Desk", 'd', "PAUSED", "ecs-hz-02", 8712, "", 2},
    {"tao-jing", "Tao Jing 陶静", 'r', "READY", "ecs-hz-02", 8714, "k3Nb", 2},
    {"ming-securities", "Ming Securities", 'd', "READY", "ecs-hz-01", 8706, "V7sa", 2},
    {"qin-yue", "Qin Yue 秦悦", 's', "READY", "ecs-sh-01", 8700, "q1Hd", 2},
    {"pan-haoran", "Pan Haoran 潘浩然", 'r', "READY", "ecs-sh-01", 8702, "W5yc", 2},
    {"silk-road-fund", "Silk Road Fund", 'd', "READY", "ecs-hz-02", 8700, "z8Gf", 4},
    {"xu-man", "Xu Man 许曼", 's', "READY", "ecs-hz-02", 8702, "J2pt", 2},
    {"ye-zihan", "Ye Zihan 叶子涵", 'r', "READY", "ecs-hz-01", 8710, "n6Ex", 2},
    {"deng-kai", "Deng Kai 邓凯", 'r', "READY", "ecs-hz-01", 8714, "A9rv", 2},
    {"cao-ning", "Cao Ning 曹宁", 'r', "READY", "ecs-hz-01", 8716, "c4Ly", 2},
    {"liu-jing", "Liu Jing 刘静", 'r', "READY", "ecs-hz-02", 8716, "T0mw", 2},
    {"peak-seven", "Peak Seven", 'd', "READY", "ecs-hz-01", 8718, "h7Bq", 2},
    {"ren-yifei", "Ren Yifei 任逸飞", 'r', "READY", "ecs-hz-01", 8720, "S3zu", 2},
    {"riverbend-io", "Riverbend", 'd', "READY", "ecs-hz-02", 8710, "f5Kc", 3},
    {"shen-anqi", "Shen Anqi 沈安琪", 's', "READY", "ecs-sh-01", 8704, "D8ng", 2},
    {"song-bo", "Song Bo 宋博", 'r', "READY", "ecs-sh-01", 8708, "y2Rp", 2},
    {"tianhe-invest", "Tianhe Invest", 'd', "READY", "ecs-sh-01", 8712, "P6ja", 2},
    {"wei-lan", "Wei Lan 韦岚", 'r', "READY", "ecs-hz-01", 8722, "x1Vt", 2},
    {"xie-rong", "Xie Rong 谢蓉", 'r', "READY", "ecs-sh-01", 8716, "G4eh", 2},
    {"yuan-tong", "Yuan Tong 袁彤", 's', "READY", "ecs-hz-01", 8724, "o9Mk", 2},
    {"zhao-qing", "Zhao Qing 赵清", 'r', "READY", "ecs-hz-02", 8718, "L7wd", 2},
    {"zheng-mu", "Zheng Mu 郑牧", 'r', "PAUSED", "ecs-sz-01", 8712, "", 2},
};

const QString olderImage = u"nousresearch/hermes-agent:0.12.1"_s;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// A made-up id that looks like one and is the same on every run.
QString idOf(const QString &name, int length)
{
    static const QString letters = u"0123456789abcdefghijklmnopqrstuvwxyz"_s;
    size_t state = qHash(name, 7);
    QString id;
    for (int i = 0; i < length; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        id += letters.at(int((state >> 33) % size_t(length == 64 ? 16 : letters.size())));
    }
    return id;
}

void fillPlan(TenantRow &row, char plan)
{
    row.planCode = plan == 'd' ? u"dedicated_pro"_s : plan == 'r' ? u"research_std"_s : u"shared_lite"_s;
    row.tier = plan == 'd' ? u"container"_s : plan == 'r' ? u"prefab"_s : u"shared"_s;
}

void fillState(TenantRow &row, qint64 now)
{
    const QHash<QString, qint64> ages{
        {u"ecs-hz-01"_s, 2}, {u"ecs-hz-02"_s, 1}, {u"ecs-sh-01"_s, 4}, {u"ecs-sz-01"_s, 2}, {u"ecs-bj-01"_s, 388}};
    row.seenMs = now - ages.value(row.host) * 1000;
    row.payment = u"PAID"_s;
    row.phaseSinceMs = now - 3 * 86'400'000;
    if (row.name == "huaxin-capital"_L1) {
        row.reason = reasons::portTaken;
        row.phaseSinceMs = now - 627'000;
    } else if (row.name == "sun-weiran"_L1) {
        row.reason = reasons::bindingHeldBy;
        row.heldBy = u"acme-research"_s;
        row.phaseSinceMs = now - 5'227'000;
    } else if (row.phase == "DEGRADED"_L1) {
        row.reason = reasons::bindRevoked;
        row.phaseSinceMs = now - 1'139'000;
    } else if (row.phase == "BACKOFF"_L1) {
        row.reason = reasons::stepFailed;
        row.reasonText = words(
            QT_TRANSLATE_NOOP("Demo", "Writing config.yaml timed out after 30 s; nothing half-written is left."));
        row.phaseSinceMs = now - 380'000;
        row.retryAtMs = now + 41'000;
    } else if (row.phase == "UNKNOWN"_L1) {
        row.reason = reasons::hostUnreachable;
        row.lastPhase = u"READY"_s;
    } else if (row.phase == "STARTING"_L1) {
        row.phaseSinceMs = now - 34'000;
    } else if (row.phase == "PAUSED"_L1) {
        row.payment = u"LAPSED"_s;
        row.phaseSinceMs = now - 13 * 86'400'000LL;
    } else if (row.phase == "BIND_WAIT"_L1) {
        const QHash<QString, qint64> left{{u"acme-research"_s, 84}, {u"tang-ke"_s, 111}, {u"wang-shuo"_s, 38}};
        row.codeExpiresMs = now + left.value(row.name) * 1000;
        row.phaseSinceMs = now - (row.name == "acme-research"_L1 ? 156'000 : 72'000);
    }
}

TenantRow rowOf(const Line &line, qint64 now)
{
    TenantRow row;
    row.name = text(line.name);
    row.id = idOf(row.name, 16);
    row.customer = text(line.customer);
    fillPlan(row, line.plan);
    row.phase = text(line.phase);
    row.host = text(line.host);
    row.port = line.port;
    row.apiPort = line.port + 1;
    row.generation = line.generation;
    row.order = u"cmp6"_s + idOf(row.name + u"order"_s, 21);
    row.container = idOf(row.name + u"container"_s, 64);
    if (*line.user) {
        row.weixinUser = u"o9cq80zDk2fYh1sQ"_s + text(line.user) + u"@im.wechat"_s;
        row.weixinBot = idOf(row.name + u"bot"_s, 12) + u"@im.bot"_s;
    }
    // Some have not been upgraded yet.
    if (row.tier != "prefab"_L1)
        row.image = row.generation == 2 && line.port < 8706 ? olderImage : DemoFleet::image();
    fillState(row, now);
    return row;
}

HostRow hostOf(const QString &name, const QString &address, const QString &state, qint64 ms, const QString &engine,
    int capacity, qint64 seen)
{
    HostRow row;
    row.name = name;
    row.address = u"ops@"_s + address;
    row.state = state;
    row.roundTripMs = ms;
    row.engine = u"Docker "_s + engine;
    row.api = engine.startsWith(u"20"_s) ? u"API 1.41"_s : u"API 1.45"_s;
    row.capacity = capacity;
    row.seenMs = seen;
    return row;
}

} // namespace

void DemoFleet::countOn(HostRow &host, const QList<TenantRow> &tenants)
{
    host.used = host.containers = host.prefabs = host.shared = 0;
    for (const TenantRow &tenant : tenants) {
        if (tenant.host != host.name)
            continue;
        ++host.used;
        ++(tenant.tier == "container"_L1 ? host.containers : tenant.tier == "prefab"_L1 ? host.prefabs : host.shared);
    }
}

QString DemoFleet::image()
{
    return u"nousresearch/hermes-agent:0.13.0"_s;
}

QString DemoFleet::formerImage(const TenantRow &row)
{
    if (row.image.isEmpty() || row.generation < 3)
        return {};
    return row.image == image() ? olderImage : image();
}

DemoFleet DemoFleet::at(qint64 now)
{
    DemoFleet fleet;
    for (const Line &line : lines)
        fleet.tenants.append(rowOf(line, now));
    fleet.hosts = {hostOf(u"ecs-hz-01"_s, u"47.98.10.31"_s, u"REACHABLE"_s, 9, u"20.10.24"_s, 16, now - 2'000),
        hostOf(u"ecs-hz-02"_s, u"47.98.12.206"_s, u"REACHABLE"_s, 8, u"20.10.24"_s, 16, now - 1'000),
        hostOf(u"ecs-sh-01"_s, u"106.14.201.7"_s, u"CORDONED"_s, 12, u"26.1.5"_s, 12, now - 4'000),
        hostOf(u"ecs-sz-01"_s, u"120.77.84.19"_s, u"REACHABLE"_s, 31, u"26.1.5"_s, 20, now - 2'000),
        hostOf(u"ecs-bj-01"_s, u"39.105.66.140"_s, u"UNREACHABLE"_s, -1, u"20.10.24"_s, 8, now - 388'000)};
    for (HostRow &host : fleet.hosts) {
        countOn(host, fleet.tenants);
        host.room = host.capacity - host.used;
    }
    HostRow &silent = fleet.hosts.last();
    silent.errorMessage
        = words(QT_TRANSLATE_NOOP("Demo", "No answer on port 22, 3 tries over a fresh connection since 13:34:52"));
    silent.errorDetail = u"connect 39.105.66.140:22: timed out after 10 s"_s;
    silent.errorHint = words(
        QT_TRANSLATE_NOOP("Demo", "2 tenants show as Unknown. They may well be running; nothing is moved by itself."));
    return fleet;
}

namespace {

QList<PhaseStep> phasesOf(const TenantRow &row, qint64 now)
{
    const bool ready = row.phase == "READY"_L1 || row.phase == "UNKNOWN"_L1 || row.phase == "DEGRADED"_L1
        || row.phase == "PAUSED"_L1;
    const bool stuck = row.phase == "BLOCKED"_L1 || row.phase == "BACKOFF"_L1;
    const qint64 begin = ready ? now - 3 * 86'400'000LL - 14'462'000 : stuck ? row.phaseSinceMs - 5'000 : now - 189'000;
    const QString next = ready ? u"done"_s : u"next"_s;
    QList<PhaseStep> steps{{u"REQUESTED"_s, u"done"_s, u"mei@ops-mac"_s, begin},
        {u"PLACED"_s, u"done"_s, row.host, begin + 1'000}, {u"IMAGE_READY"_s, u"done"_s, {}, begin + 2'000},
        {u"CREATED"_s, u"done"_s, {}, begin + 4'000}};
    if (stuck) {
        steps.append({row.phase, u"failed"_s, {}, row.phaseSinceMs});
        steps.append({u"STARTING"_s, u"next"_s, {}, 0});
        steps.append({u"READY"_s, u"next"_s, {}, 0});
        return steps;
    }
    if (row.phase == "STARTING"_L1) {
        steps.append({u"STARTING"_s, u"now"_s, {}, row.phaseSinceMs});
        for (const QString &phase : {u"HEALTHY"_s, u"BIND_WAIT"_s, u"READY"_s})
            steps.append({phase, u"next"_s, {}, 0});
        return steps;
    }
    steps.append({u"STARTING"_s, u"done"_s, words(QT_TRANSLATE_NOOP("Demo", "27 s")), begin + 5'000});
    steps.append({u"HEALTHY"_s, u"done"_s, {}, begin + 32'000});
    if (row.phase == "BIND_WAIT"_L1) {
        steps.append({u"BIND_WAIT"_s, u"now"_s, {}, row.phaseSinceMs});
        steps.append({u"READY"_s, u"next"_s, {}, 0});
        return steps;
    }
    steps.append({u"BIND_WAIT"_s, u"done"_s, words(QT_TRANSLATE_NOOP("Demo", "34 s")), begin + 33'000});
    steps.append({u"REPLACED"_s, row.phase == "REPLACING"_L1 ? u"now"_s : u"done"_s, {}, begin + 68'000});
    steps.append({u"READY"_s, next, {}, ready ? begin + 99'000 : 0});
    if (row.phase == "DEGRADED"_L1)
        steps.append({u"DEGRADED"_s, u"failed"_s, {}, row.phaseSinceMs});
    return steps;
}

QList<JournalEntry> journalOf(const TenantRow &row, const QList<PhaseStep> &phases)
{
    const QString worker = u"mei@ops-mac"_s;
    QList<JournalEntry> journal;
    for (const PhaseStep &step : phases) {
        if (step.atMs > 0)
            journal.prepend({step.atMs, phaseLook(step.phase).name, worker});
    }
    if (row.phase == "BIND_WAIT"_L1) {
        journal.prepend({row.phaseSinceMs, words(QT_TRANSLATE_NOOP("Demo", "code %1 issued")).arg(1), worker});
        journal.prepend(
            {row.phaseSinceMs + 120'000, words(QT_TRANSLATE_NOOP("Demo", "code %1 issued")).arg(2), worker});
    }
    return journal;
}

QList<Condition> conditionsOf(const TenantRow &row)
{
    const bool blocked = row.phase == "BLOCKED"_L1 || row.phase == "BACKOFF"_L1;
    QList<Condition> list{{u"Placed"_s, true, true, row.host}, {u"Image"_s, true, true, u"0.13.0"_s},
        {u"Running"_s, !blocked, true,
            words(blocked ? QT_TRANSLATE_NOOP("Demo", "not started") : QT_TRANSLATE_NOOP("Demo", "4 days"))},
        {u"Healthy"_s, !blocked, !blocked, blocked ? QString() : words(QT_TRANSLATE_NOOP("Demo", "200 in 3 ms"))},
        {u"Bound"_s, false, true,
            row.phase == "DEGRADED"_L1 ? words(QT_TRANSLATE_NOOP("Demo", "token refused"))
                                       : words(QT_TRANSLATE_NOOP("Demo", "not yet"))},
        {u"Reachable"_s, true, true, words(QT_TRANSLATE_NOOP("Demo", "1 s ago"))},
        {u"InSync"_s, true, true, words(QT_TRANSLATE_NOOP("Demo", "generation %1")).arg(row.generation)}};
    return list;
}

} // namespace

TenantDetail DemoFleet::detailOf(const TenantRow &row, qint64 now)
{
    TenantDetail detail;
    detail.phases = phasesOf(row, now);
    detail.journal = journalOf(row, detail.phases);
    detail.conditions = conditionsOf(row);
    detail.requestedMs = detail.phases.first().atMs;
    if (detail.phases.last().phase == "READY"_L1)
        detail.readyMs = detail.phases.last().atMs;
    if (!row.weixinUser.isEmpty()) {
        detail.boundMs = detail.requestedMs + 67'000;
        detail.lastMessageMs = now - 128'000;
    }
    detail.formerImage = formerImage(row);
    if (row.phase == "READY"_L1)
        detail.health = words(QT_TRANSLATE_NOOP("Demo", "healthy, 4 ms, identity matches"));
    return detail;
}

QList<LogLine> DemoFleet::logOf(const TenantRow &row, qint64 now)
{
    if (row.phase == "UNKNOWN"_L1 || row.phase == "PAUSED"_L1)
        return {};
    const auto line = [now](qint64 ago, const char *source, const char *words, const char *level = "info") {
        return LogLine{now - ago * 1000, text(source), text(words), text(level)};
    };
    return {line(296, "gateway", "getupdates 35 s, empty"), line(261, "gateway", "getupdates 35 s, empty"),
        line(148, "gateway", "weixin in text, 18 chars"), line(147, "agent", "turn 12, session 7f21"),
        line(146, "agent", "tool fetch_price 600519"), line(146, "mcp", "r_stock_daily 412 ms"),
        line(142, "agent", "retry 1: rate limited", "warning"), line(139, "agent", "cite: 2 sources verified"),
        line(138, "gateway", "weixin out 1 part, ret 0"), line(103, "gateway", "getupdates 35 s, empty"),
        line(68, "gateway", "getupdates 35 s, empty"), line(33, "gateway", "getupdates 35 s, empty"),
        line(1, "health", "200 in 4 ms")};
}

HostDetail DemoFleet::detailOf(const HostRow &row, qint64 now)
{
    HostDetail detail;
    constexpr qint64 gigabyte = 1024LL * 1024 * 1024;
    detail.memoryTotal = 32 * gigabyte;
    detail.memoryUsed = qint64(23.1 * double(gigabyte));
    detail.diskTotal = 200 * gigabyte;
    detail.diskUsed = 141 * gigabyte;
    detail.load = 3.2;
    detail.cores = 8;
    detail.portsUsed = 2 * row.used;
    detail.portRange = u"8700–9699"_s;
    detail.keyType = u"ssh-ed25519"_s;
    detail.fingerprint = u"SHA256:9vTq2LxYb7WkRnE4mZsJc1GpHf8DuAo5XiKe3QtVw6M"_s;
    detail.trustedMs = now - 42 * 86'400'000LL;
    detail.user = u"ops"_s;
    detail.auth = u"key mei@ops-mac"_s;
    detail.dataRoot = u"~/hermes"_s;
    detail.events = {{now - 3 * 86'400'000LL, words(QT_TRANSLATE_NOOP("Demo", "Settings changed")), u"mei@ops-mac"_s},
        {now - 41 * 86'400'000LL, words(QT_TRANSLATE_NOOP("Demo", "Takes tenants again")), u"li@ops-pc"_s},
        {now - 42 * 86'400'000LL, words(QT_TRANSLATE_NOOP("Demo", "Key trusted")), u"mei@ops-mac"_s},
        {now - 42 * 86'400'000LL - 60'000, words(QT_TRANSLATE_NOOP("Demo", "Added")), u"mei@ops-mac"_s}};
    detail.limits = {row.capacity, 300, 20 * gigabyte, row.prefabs > 0, {}, row.shared > 0, {}};
    detail.memoryPromised = (4 * row.containers + row.prefabs + row.shared) * gigabyte;
    if (row.state != "UNREACHABLE"_L1)
        detail.services = {{u"backend"_s, u":8081/healthz"_s, u"up"_s, 4},
            {u"MCP"_s, u":9100/mcp"_s, row.name == "ecs-hz-02"_L1 ? u"down"_s : u"up"_s, 11},
            {u"frontend"_s, u":8082"_s, u"up"_s, 3}, {u"billing"_s, u":4000"_s, u"up"_s, 6},
            {u"Postgres"_s, u":5432"_s, u"up"_s, 1}};
    return detail;
}

QList<PlanRow> DemoFleet::plans()
{
    return {{u"dedicated_pro"_s, u"¥1,280.00"_s, u"container"_s, {u"SILICONFLOW_API_KEY"_s}},
        {u"research_std"_s, u"¥199.00"_s, u"prefab"_s, {u"SILICONFLOW_API_KEY"_s}},
        {u"shared_lite"_s, u"¥39.00"_s, u"shared"_s, {}}};
}

} // namespace hermes::desktop
