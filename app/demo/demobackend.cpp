#include "demobackend.h"

#include "demoready.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 codeLifeMs = 120'000;
constexpr int codeLimit = 4;

} // namespace

DemoBackend::DemoBackend(const DemoClock &clock, Scene scene, bool alive)
    : m_clock(clock)
    , m_scene(scene)
    , m_alive(alive)
    , m_jobs(
          clock, [this](const JobFacts &job) { Q_EMIT jobChanged(job); },
          [this](const QString &tenant, const QString &image, bool serves) { setImage(tenant, image, serves); })
    , m_orders(clock, [this](const OrderRow &row, const QString &verb) { carryOut(row, verb); })
{
    m_bind.state = u"NONE"_s;
    m_noBoard.start();
    connect(&m_timer, &QTimer::timeout, this, &DemoBackend::tick);
}

void DemoBackend::start()
{
    show();
    if (m_alive)
        m_timer.start(1'000);
}

void DemoBackend::setScene(Scene scene)
{
    m_scene = scene;
    show();
}

void DemoBackend::show()
{
    const qint64 now = m_clock.wallMs();
    LinkFacts link;
    link.registry = words(QT_TRANSLATE_NOOP("Demo", "an invented fleet"));
    link.hostsAsked = 5;
    link.hostsAnswered = 3;
    link.seenMs = now;
    if (m_scene == Scene::Loading) {
        Q_EMIT linkChanged(link);
        return;
    }
    m_fleet = m_scene == Scene::Empty || m_scene == Scene::NoHosts || m_scene == Scene::Unreadable ? DemoFleet()
                                                                                                   : DemoFleet::at(now);
    if (m_scene == Scene::Empty)
        m_fleet.hosts = {DemoFleet::at(now).hosts.first()};
    for (HostRow &host : m_fleet.hosts) {
        if (m_scene == Scene::Empty)
            host.used = host.containers = host.prefabs = host.shared = 0;
    }
    const bool lost = m_scene == Scene::Lost || m_scene == Scene::Unreadable;
    link.state = lost ? u"LOST"_s : u"LIVE"_s;
    if (lost) {
        link.message = words(QT_TRANSLATE_NOOP("Demo", "No live data: the registry does not answer"));
        link.detail = u"fleet via ecs-hz-01: server closed the connection unexpectedly"_s;
        link.seenMs = now - 40'000;
        link.nextTryMs = now + 12'000;
        for (TenantRow &row : m_fleet.tenants)
            row.seenMs -= 40'000;
    }
    fillOrders();
    if (m_scene == Scene::Unreadable) {
        link.seenMs = 0;
        link.hint
            = words(QT_TRANSLATE_NOOP("Demo", "Look whether the machine with the database is up, then try again."));
        Q_EMIT linkChanged(link);
        return;
    }
    Q_EMIT hostsListed(m_fleet.hosts);
    Q_EMIT tenantsListed(m_fleet.tenants);
    Q_EMIT linkChanged(link);
}

void DemoBackend::refresh()
{
    if (m_scene == Scene::Lost)
        m_scene = Scene::Normal;
    show();
}

TenantRow *DemoBackend::find(const QString &name)
{
    const auto found = std::find_if(
        m_fleet.tenants.begin(), m_fleet.tenants.end(), [&](const TenantRow &r) { return r.name == name; });
    return found == m_fleet.tenants.end() ? nullptr : &*found;
}

HostRow *DemoBackend::findHost(const QString &name)
{
    const auto found
        = std::find_if(m_fleet.hosts.begin(), m_fleet.hosts.end(), [&](const HostRow &r) { return r.name == name; });
    return found == m_fleet.hosts.end() ? nullptr : &*found;
}

void DemoBackend::push(const TenantRow &row)
{
    if (TenantRow *known = find(row.name))
        *known = row;
    else
        m_fleet.tenants.append(row);
    Q_EMIT tenantChanged(row);
    Q_EMIT tenantDetailChanged(row.name);
}

void DemoBackend::tick()
{
    if (m_scene != Scene::Normal)
        return;
    m_jobs.moveOn();
    moveTenantsOn();
    const qint64 now = m_clock.wallMs();
    for (HostRow &host : m_fleet.hosts) {
        if (host.state != "UNREACHABLE"_L1 && now - host.seenMs >= 4'000) {
            host.seenMs = now - 1'000;
            Q_EMIT hostChanged(host);
        }
    }
    carryDrains();
    if (m_bind.state == "WAIT"_L1 && now >= m_bind.expiresMs)
        issueCode(m_bind.tenant, m_bind.number % codeLimit + 1);
}

void DemoBackend::moveTenantsOn()
{
    const qint64 now = m_clock.wallMs();
    for (int at = 0; at < m_fleet.tenants.size(); ++at) {
        TenantRow row = m_fleet.tenants.at(at);
        const TenantRow before = row;
        if (row.phase != "UNKNOWN"_L1 && now - row.seenMs >= 4'000)
            row.seenMs = now - (at % 3) * 1'000;
        moveOn(row);
        if (row == before)
            continue;
        m_fleet.tenants[at] = row;
        Q_EMIT tenantChanged(row);
        if (row.phase != before.phase)
            Q_EMIT tenantDetailChanged(row.name);
    }
    followTenants();
}

void DemoBackend::moveOn(TenantRow &row)
{
    const qint64 now = m_clock.wallMs();
    const qint64 inPhase = now - row.phaseSinceMs;
    const auto enter = [&](const QString &phase) {
        row.phase = phase;
        row.phaseSinceMs = now;
    };
    if (row.phase == "REQUESTED"_L1 && inPhase > 2'000)
        enter(u"PLACED"_s);
    else if (row.phase == "PLACED"_L1 && inPhase > 1'000)
        enter(u"CREATED"_s);
    else if (row.phase == "CREATED"_L1 && inPhase > 2'000)
        enter(u"STARTING"_s);
    else if (row.phase == "STARTING"_L1 && inPhase > 45'000)
        enter(row.weixinUser.isEmpty() ? u"BIND_WAIT"_s : u"READY"_s);
    else if (row.phase == "REPLACING"_L1 && inPhase > 20'000 && inPhase < 86'400'000)
        enter(u"READY"_s);
    else if (row.phase == "BACKOFF"_L1 && now >= row.retryAtMs)
        enter(u"STARTING"_s);
    else if (row.phase == "BIND_WAIT"_L1 && row.codeExpiresMs > 0 && now >= row.codeExpiresMs)
        row.codeExpiresMs = now + codeLifeMs;
}

Backend::Answer<TenantDetail> DemoBackend::tenantDetail(const QString &name)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<TenantDetail>(
            fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no tenant %1")).arg(name)));
    return ready<TenantDetail>(DemoFleet::detailOf(*row, m_clock.wallMs()));
}

Backend::Answer<QList<LogLine>> DemoBackend::tenantLog(const QString &name, int)
{
    const TenantRow *row = find(name);
    return ready<QList<LogLine>>(row ? DemoFleet::logOf(*row, m_clock.begin()) : QList<LogLine>());
}

Backend::Answer<void> DemoBackend::tenantAct(const QString &verb, const QString &name)
{
    TenantRow *row = find(name);
    if (!row)
        return done();
    TenantRow next = *row;
    next.phase = verb == "stop"_L1 ? u"PAUSED"_s : u"REPLACING"_s;
    next.generation += verb == "stop"_L1 ? 0 : 1;
    next.phaseSinceMs = m_clock.wallMs();
    push(next);
    return done();
}

Backend::Answer<void> DemoBackend::destroyTenant(const QString &name, const QString &)
{
    m_fleet.tenants.removeIf([&](const TenantRow &row) { return row.name == name; });
    Q_EMIT tenantRemoved(name);
    return done();
}

Backend::Answer<QList<PlanRow>> DemoBackend::plans()
{
    return ready<QList<PlanRow>>(DemoFleet::plans());
}

Backend::Answer<QList<Placement>> DemoBackend::placements(const QString &)
{
    return ready<QList<Placement>>(DemoFleet::placementsOn(m_fleet.hosts));
}

Backend::Answer<QList<PlanStep>> DemoBackend::preview(const NewTenant &request)
{
    return ready<QList<PlanStep>>(DemoFleet::stepsOf(request));
}

Backend::Answer<void> DemoBackend::provision(const NewTenant &request, const QMap<QString, Secret> &)
{
    TenantRow row;
    row.name = request.name;
    row.id = request.name;
    row.planCode = request.planCode;
    row.tier = request.tier;
    row.host = request.host;
    row.order = request.order;
    row.port = 8714;
    row.image = request.tier == "prefab"_L1 ? QString() : DemoFleet::image();
    row.generation = 1;
    row.phase = u"REQUESTED"_s;
    row.phaseSinceMs = row.seenMs = m_clock.wallMs();
    push(row);
    return done();
}

QString DemoBackend::codeOf(const QString &tenant, int number)
{
    return u"https://demo.invalid/bind?tenant=%1&code=%2&an-invented-fleet=nothing-is-bound"_s.arg(tenant).arg(number);
}

void DemoBackend::issueCode(const QString &name, int number)
{
    const qint64 now = m_clock.wallMs();
    TenantRow *row = find(name);
    m_bind = {name, u"WAIT"_s, codeOf(name, number), number, codeLimit, now, now + codeLifeMs, now - 1'000, {}};
    if (row && row->codeExpiresMs > now) {
        m_bind.expiresMs = row->codeExpiresMs;
        m_bind.issuedMs = m_bind.expiresMs - codeLifeMs;
    }
    Q_EMIT bindChanged(m_bind);
}

void DemoBackend::openBind(const QString &name, bool)
{
    issueCode(name, 2);
}

void DemoBackend::closeBind(const QString &name)
{
    if (m_bind.tenant == name)
        m_bind = {};
}

void DemoBackend::renewBindCode(const QString &name)
{
    if (TenantRow *row = find(name))
        row->codeExpiresMs = m_clock.wallMs() + codeLifeMs;
    issueCode(name, m_bind.number % codeLimit + 1);
}

void DemoBackend::setBindState(const QString &tenant, const QString &state)
{
    m_bind.tenant = tenant;
    m_bind.state = state;
    if (state == "ENDED"_L1)
        m_bind.message = words(QT_TRANSLATE_NOOP("Demo", "Nobody scanned within 8 minutes."));
    Q_EMIT bindChanged(m_bind);
}

void DemoBackend::setBindProblem(const QString &tenant, const QString &problem)
{
    m_bind.tenant = tenant;
    m_bind.problem = problem;
    Q_EMIT bindChanged(m_bind);
}

Backend::Answer<void> DemoBackend::enterBindDigits(const QString &name, const QString &digits)
{
    setBindState(name, digits.size() < 4 ? u"DIGITS_REFUSED"_s : u"CONFIRMED"_s);
    return done();
}

Backend::Answer<HostDetail> DemoBackend::hostDetail(const QString &name)
{
    const HostRow *row = findHost(name);
    HostDetail detail = row ? DemoFleet::detailOf(*row, m_clock.wallMs()) : HostDetail();
    detail.limits = m_limits.value(name, detail.limits);
    return ready<HostDetail>(detail);
}

Backend::Answer<void> DemoBackend::addHost(const HostDraft &draft, const Secret &)
{
    HostRow row;
    row.name = draft.name;
    row.address = draft.user + u'@' + draft.address;
    row.state = u"KEY_UNKNOWN"_s;
    row.capacity = draft.capacity;
    row.room = draft.lastPort - draft.firstPort + 1;
    if (draft.capacity > 0)
        row.room = draft.capacity;
    row.errorMessage = words(QT_TRANSLATE_NOOP("Demo", "Its key is not trusted yet"));
    row.errorHint = words(QT_TRANSLATE_NOOP("Demo", "Compare the key; nothing is sent before."));
    m_fleet.hosts.append(row);
    Q_EMIT hostsListed(m_fleet.hosts);
    return done();
}

Backend::Answer<HostKeyFacts> DemoBackend::hostKey(const QString &name)
{
    HostKeyFacts key;
    key.state = m_keyState;
    key.type = u"ssh-ed25519"_s;
    key.shown = u"SHA256:uX2vQ8ZbK1tN4mRc7yLpWj0GfHs9eAdT6oBxVqI3nMk"_s;
    key.shownMs = m_clock.wallMs() - 17'000;
    if (m_keyState == "CHANGED"_L1) {
        key.trusted = u"SHA256:Hc4bZ1xMfQ9rTjW8sKy2vLnPe7aGo3dUi6mBqXt5NRw"_s;
        key.trustedSince = words(QT_TRANSLATE_NOOP("Demo", "since 3 April 2026, by mei@ops-mac"));
        const HostRow *row = findHost(name);
        key.tenants = row ? row->used : 0;
    }
    return ready<HostKeyFacts>(key);
}

Backend::Answer<void> DemoBackend::trustHost(const QString &name, const QString &, bool)
{
    if (HostRow *row = findHost(name)) {
        row->state = u"REACHABLE"_s;
        row->errorMessage.clear();
        row->errorHint.clear();
        row->errorDetail.clear();
        row->roundTripMs = 14;
        row->engine = u"Docker 26.1.5"_s;
        row->api = u"API 1.45"_s;
        row->seenMs = m_clock.wallMs();
        Q_EMIT hostChanged(*row);
    }
    return done();
}

Backend::Answer<QList<HostCheck>> DemoBackend::testHost(const QString &)
{
    return ready<QList<HostCheck>>(DemoFleet::checks());
}

Backend::Answer<void> DemoBackend::removeHost(const QString &name)
{
    m_fleet.hosts.removeIf([&](const HostRow &row) { return row.name == name; });
    Q_EMIT hostsListed(m_fleet.hosts);
    return done();
}

void DemoBackend::reconnectHost(const QString &name)
{
    if (const HostRow *row = findHost(name))
        Q_EMIT hostChanged(*row);
}

void DemoBackend::answerSecret(const QString &, const Secret &) { }

} // namespace hermes::desktop
