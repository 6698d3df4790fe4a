#include "fleetbackend.h"

#include "fleetrows.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

namespace {

constexpr auto relistEvery = 10s;
constexpr auto callTime = 60s;
constexpr auto orderPushEvery = 1s;

} // namespace

FleetBackend::FleetBackend(FleetOptions options, const Clock &clock, Random &random)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_random(random)
    , m_binds(clock, [this](const BindFacts &facts) { Q_EMIT bindChanged(facts); })
    , m_board(clock, [this](const JobFacts &job) { Q_EMIT jobChanged(job); })
    , m_orderPushes(orderPushEvery,
          [this] {
              (void)m_quick->run([this]() -> Status {
                  pushOrders();
                  return {};
              });
          })
    , m_quick(std::make_unique<Jobs>(4))
    , m_slow(std::make_unique<Jobs>(8))
    , m_bindJobs(std::make_unique<Jobs>(4))
    , m_longJobs(std::make_unique<Jobs>(8))
{
    m_options.askSecret = [this](const HostAccess &access, const QString &prompt) {
        return m_secrets.ask(access.hostName, [this, host = access.hostName, prompt] {
            tell([this, host, prompt] { Q_EMIT secretAsked(host, prompt); });
        });
    };
    connect(&m_relist, &QTimer::timeout, this, [this] { relist(); });
}

FleetBackend::~FleetBackend()
{
    m_board.stopAll(); // first: no further tenant is begun for one that is cancelled
    m_stop.cancel();
    m_binds.cancelAll();
    if (m_fleet)
        m_fleet->onChanged({});
    m_secrets.giveUp();
    // Each may still give the next one work.
    for (const auto *jobs : {&m_longJobs, &m_bindJobs, &m_slow, &m_quick})
        (*jobs)->stop();
}

void FleetBackend::tell(const std::function<void()> &onUi)
{
    QMetaObject::invokeMethod(this, onUi, Qt::QueuedConnection);
}

QString FleetBackend::registryText() const
{
    // Without how to get there, which is this person's own affair.
    return m_options.registryUrl.isEmpty() ? tr("this computer, SQLite") : m_options.registryUrl.section(u'?', 0, 0);
}

void FleetBackend::start()
{
    if (m_opening)
        return;
    m_opening = true;
    LinkFacts link;
    link.registry = registryText();
    Q_EMIT linkChanged(link);
    (void)m_quick->run([this]() -> Status {
        open();
        return {};
    });
}

/// Opens the registry, or, after a failure, tries to once more.
void FleetBackend::open()
{
    {
        const std::lock_guard lock(m_mutex);
        m_openError.reset();
    }
    auto opened = Fleet::open(m_options, m_clock, m_random);
    const std::optional<Error> error = opened ? std::nullopt : std::optional(opened.error());
    {
        const std::lock_guard lock(m_mutex);
        if (opened)
            m_fleet = std::move(*opened);
        m_openError = error;
        m_changed.notify_all();
    }
    if (!error) {
        m_fleet->onChanged([this](const Fleet::Change &change) { dirty(change); });
        m_fleet->startDriving();
        relist();
    }
    tell([this, error] {
        m_opening = false;
        if (!error) {
            m_relist.start(relistEvery);
            return;
        }
        LinkFacts link;
        link.registry = registryText();
        link.state = u"LOST"_s;
        link.message = error->message;
        link.detail = error->detail;
        link.hint = error->hint;
        Q_EMIT linkChanged(link);
    });
}

Result<Fleet *> FleetBackend::fleet()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_fleet || m_openError; });
    if (m_openError)
        return tl::unexpected<Error>(*m_openError);
    return m_fleet.get();
}

void FleetBackend::dirty(const Fleet::Change &change)
{
    {
        const std::lock_guard lock(m_mutex);
        if (change.orders)
            m_dirtyOrders = true;
        else if (change.tenant.isEmpty())
            m_dirtyHosts = true;
        else
            m_dirtyTenants.insert(change.tenant);
        if (m_flushing)
            return;
        m_flushing = true;
    }
    (void)m_quick->run([this]() -> Status {
        flush();
        return {};
    });
}

/// Reads what has changed once, however often it was said, and pushes it.
void FleetBackend::flush()
{
    std::set<QString> names;
    bool hosts = false;
    bool orders = false;
    {
        const std::lock_guard lock(m_mutex);
        names.swap(m_dirtyTenants);
        hosts = std::exchange(m_dirtyHosts, false);
        orders = std::exchange(m_dirtyOrders, false);
        m_flushing = false;
    }
    for (const QString &name : names) {
        const auto row = m_fleet->tenant(name);
        if (row)
            tell([this, pushed = tenantRow(*row)] {
                Q_EMIT tenantChanged(pushed);
                Q_EMIT tenantDetailChanged(pushed.name);
            });
        else if (row.error().kind == ErrorKind::NotFound)
            tell([this, name] { Q_EMIT tenantRemoved(name); });
    }
    // An order is as far as its tenant is.
    if (orders || (!names.empty() && m_fleet->orders()))
        m_orderPushes.ask();
    // Who moves away from a host is a tenant that changes.
    if (hosts || m_draining)
        pushDrains();
    if (!hosts)
        return;
    const auto rows = m_fleet->hosts();
    if (rows)
        for (const auto &row : *rows)
            tell([this, pushed = hostRow(row)] { Q_EMIT hostChanged(pushed); });
}

void FleetBackend::relist()
{
    (void)m_quick->run([this]() -> Status {
        const auto tenants = m_fleet->tenants();
        const auto hosts = m_fleet->hosts();
        LinkFacts link;
        link.registry = registryText();
        const std::optional<Error> error = !tenants ? std::optional(tenants.error())
            : !hosts                                ? std::optional(hosts.error())
                                                    : std::nullopt;
        link.state = error ? u"LOST"_s : u"LIVE"_s;
        if (!error)
            m_seenMs = m_clock.wallMs();
        link.seenMs = m_seenMs;
        if (error) {
            link.message = error->message;
            link.detail = error->detail;
            link.hint = error->hint;
            link.nextTryMs = m_clock.wallMs() + std::chrono::milliseconds(relistEvery).count();
            tell([this, link] { Q_EMIT linkChanged(link); });
            return {};
        }
        QList<TenantRow> tenantRows;
        for (const auto &row : *tenants)
            tenantRows.append(tenantRow(row));
        QList<HostRow> hostRows;
        for (const auto &row : *hosts) {
            hostRows.append(hostRow(row));
            ++link.hostsAsked;
            link.hostsAnswered += hostRows.last().state == "REACHABLE"_L1 || hostRows.last().state == "CORDONED"_L1;
        }
        tell([this, tenantRows, hostRows, link] {
            Q_EMIT hostsListed(hostRows);
            Q_EMIT tenantsListed(tenantRows);
            Q_EMIT linkChanged(link);
        });
        pushDrains();
        if (m_fleet->orders())
            pushOrders();
        return {};
    });
}

void FleetBackend::refresh()
{
    if (!m_relist.isActive()) { // it was never opened
        start();
        return;
    }
    (void)onFleet<void>(*m_quick, [this](Fleet &fleet) -> Status {
        HERMES_ASSIGN(const auto hosts, fleet.hosts());
        for (const auto &host : hosts)
            if (host.state != HostState::Ready)
                fleet.reconnectHost(host.host.name);
        relist();
        return {};
    });
}

Backend::Answer<TenantDetail> FleetBackend::tenantDetail(const QString &name)
{
    return onFleet<TenantDetail>(*m_quick, [name](Fleet &fleet) -> Result<TenantDetail> {
        HERMES_ASSIGN(const auto details, fleet.details(name));
        TenantDetail detail = hermes::desktop::tenantDetail(details);
        if (const auto former = fleet.formerImage(name))
            detail.formerImage = former->reference;
        return detail;
    });
}

Backend::Answer<QList<LogLine>> FleetBackend::tenantLog(const QString &name, int lines)
{
    return onFleet<QList<LogLine>>(*m_slow, [this, name, lines](Fleet &fleet) -> Result<QList<LogLine>> {
        return logTail([&](const QString &source, const LogSink &sink) {
            return fleet.logs(name, false, lines, source, sink, Call::in(15s, m_stop.token()));
        });
    });
}

Backend::Answer<void> FleetBackend::tenantAct(const QString &verb, const QString &name)
{
    return onFleet<void>(*m_slow, [this, verb, name](Fleet &fleet) -> Status {
        if (verb == "retry"_L1)
            return fleet.retry(name);
        if (verb == "movehere"_L1) {
            HERMES_ASSIGN(const auto row, fleet.tenant(name));
            HERMES_TRY(fleet.moveBinding(name, row.heldBy, false, {}, Call::in(callTime, m_stop.token())));
            return {};
        }
        if (verb == "containerize"_L1) {
            HERMES_TRY(fleet.migrate(name, {{}, Tier::Container}, false, {}, Call::in(900s, m_stop.token())));
            return {};
        }
        HERMES_TRY(fleet.change(verb, name, false, {}, Call::in(callTime, m_stop.token())));
        return {};
    });
}

Backend::Answer<void> FleetBackend::destroyTenant(const QString &name, const QString &reason)
{
    return onFleet<void>(*m_slow, [this, name, reason](Fleet &fleet) -> Status {
        if (!reason.isEmpty())
            HERMES_TRY(fleet.registry().writeAudit(
                {0, m_clock.wallMs(), auditActor(fleet.options().actor), u"destroy.reason"_s, name, reason}));
        HERMES_TRY(fleet.change(u"destroy"_s, name, false, {}, Call::in(callTime, m_stop.token())));
        return {};
    });
}

Backend::Answer<QList<PlanRow>> FleetBackend::plans()
{
    return onFleet<QList<PlanRow>>(*m_quick, [](Fleet &fleet) -> Result<QList<PlanRow>> {
        QList<PlanRow> rows;
        for (const auto &plan : fleet.plans())
            rows.append({plan.code, {}, tierName(plan.tier), plan.secretNames});
        return rows;
    });
}

Backend::Answer<QList<Placement>> FleetBackend::placements(const QString &tier)
{
    return onFleet<QList<Placement>>(*m_quick, [tier](Fleet &fleet) -> Result<QList<Placement>> {
        Tier wanted = Tier::Container;
        if (!tierFromName(tier, &wanted))
            wanted = Tier::Container;
        HERMES_ASSIGN(const auto places, fleet.placements(wanted));
        QList<Placement> rows;
        for (const auto &place : places)
            rows.append({place.host, place.possible, place.reason, place.tenants, place.capacity, place.room});
        std::stable_sort(
            rows.begin(), rows.end(), [](const Placement &a, const Placement &b) { return a.possible > b.possible; });
        return rows;
    });
}

Backend::Answer<QList<PlanStep>> FleetBackend::preview(const NewTenant &request)
{
    return onFleet<QList<PlanStep>>(*m_quick, [request](Fleet &fleet) -> Result<QList<PlanStep>> {
        HERMES_ASSIGN(const auto steps, fleet.planProvision(requestFrom(request, {})));
        QList<PlanStep> rows;
        for (const auto &step : steps)
            rows.append(planStep(step));
        return rows;
    });
}

Backend::Answer<void> FleetBackend::provision(const NewTenant &request, const QMap<QString, Secret> &secrets)
{
    return onFleet<void>(*m_slow, [this, request, secrets](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.provision(requestFrom(request, secrets), false, {}, Call::in(callTime, m_stop.token())));
        return {};
    });
}

void FleetBackend::openBind(const QString &name, bool rebind)
{
    if (m_binds.isOpen(name))
        return;
    const BindSessions::Ticket ticket = m_binds.begin(name);
    (void)onFleet<void>(*m_bindJobs, [this, rebind, ticket](Fleet &fleet) -> Status {
        const auto events
            = [this, ticket](const BindEvent &event) { tell([this, ticket, event] { m_binds.take(ticket, event); }); };
        const auto bound = fleet.bind(ticket.tenant, rebind, events, {}, {Deadline::never(), ticket.token});
        const std::optional<Error> error = bound ? std::nullopt : std::optional(bound.error());
        tell([this, ticket, error] { m_binds.end(ticket, error); });
        return {};
    });
}

void FleetBackend::closeBind(const QString &name)
{
    m_binds.close(name);
}

void FleetBackend::renewBindCode(const QString &name)
{
    // Of a login that has ended nothing can be renewed: that is a new one.
    if (!m_binds.isOpen(name)) {
        openBind(name, true);
        return;
    }
    (void)onFleet<void>(*m_quick, [name](Fleet &fleet) { return fleet.renewCode(name); });
}

Backend::Answer<void> FleetBackend::enterBindDigits(const QString &name, const QString &digits)
{
    return onFleet<void>(*m_quick, [name, digits](Fleet &fleet) { return fleet.sendVerifyCode(name, digits); });
}

void FleetBackend::answerSecret(const QString &host, const Secret &secret)
{
    m_secrets.answer(host, secret);
}

} // namespace hermes::desktop
