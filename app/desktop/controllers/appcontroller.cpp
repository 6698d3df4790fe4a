#include "appcontroller.h"

#include "tenantlistmodel.h"

namespace hermes::desktop {

AppController::AppController(Backend &backend, SettingsController &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_settings(settings)
    , m_clock(clock)
    , m_link(new LinkController(backend, this))
    , m_tenants(new TenantsController(backend, this))
    , m_bind(new BindController(backend, this))
    , m_tenant(new TenantController(backend, *m_bind, this))
    , m_plan(new ActPlanController(backend, this))
    , m_move(new MoveController(backend, this))
    , m_upgrade(new UpgradeController(backend, this))
    , m_backups(new BackupsController(backend, this))
    , m_jobs(new JobsController(backend, m_tenants->model(), this))
    , m_leaks(new LeaksController(backend, this))
    , m_orders(new OrdersController(backend, this))
    , m_order(new OrderController(backend, this))
    , m_notice(new NoticeController(settings, this))
    , m_audit(new AuditController(backend, this))
    , m_newTenant(new NewTenantController(backend, m_tenants->model(), this))
    , m_hosts(new HostsController(backend, m_tenants->model(), this))
    , m_drain(new DrainController(backend, this))
    , m_adopt(new AdoptController(backend, m_tenants->model(), this))
    , m_hostTabs(new HostTabsController(this))
    , m_hostSettings(new HostSettingsController(backend, this))
    , m_addHost(new AddHostController(backend, *m_hosts->rows(), this))
    , m_trust(new TrustController(backend, this))
    , m_secret(new SecretController(backend, this))
{
    connectTenants();
    connectPlan();
    connectJobs();
    connectHosts();
    connectOrders();
    connect(m_link, &LinkController::changed, this, [this] {
        const bool stale = m_link->isLost();
        m_tenants->setStale(stale);
        m_tenant->setStale(stale);
        m_bind->setStale(stale);
        m_hosts->setStale(stale);
        m_leaks->setStale(stale);
        m_backups->setStale(stale);
        m_upgrade->setStale(stale);
        m_orders->setStale(stale);
        m_audit->setStale(stale);
    });
    connect(&settings, &SettingsController::languageChanged, this, &AppController::retranslate);
    connect(&m_timer, &QTimer::timeout, this, &AppController::tick);
}

void AppController::connectTenants()
{
    const auto show = [this] {
        const TenantRow *row = m_tenants->model().find(m_tenants->selected());
        m_tenant->show(row);
        m_backups->show(row);
    };
    connect(m_tenants, &TenantsController::selectedChanged, this, show);
    connect(m_tenants, &TenantsController::rowChanged, this, [this, show](const QString &name) {
        if (name == m_tenants->selected())
            show();
    });
    connect(m_tenants, &TenantsController::changed, m_hosts, &HostsController::rebuildResidents);
    connect(m_newTenant, &NewTenantController::done, m_tenants, &TenantsController::select);
}

void AppController::connectPlan()
{
    connect(m_tenant, &TenantController::planAsked, this,
        [this](const QString &verb, const QString &holder) { m_plan->ask(verb, {m_tenant->name()}, holder); });
    connect(m_tenant, &TenantController::destroyAsked, this,
        [this] { m_plan->look(QStringLiteral("destroy"), m_tenant->name()); });
    connect(m_tenant, &TenantController::moveAsked, m_move, &MoveController::askTenant);
    connect(m_tenant, &TenantController::tenantAsked, m_tenants, &TenantsController::select);
    connect(m_tenants, &TenantsController::planAsked, this,
        [this](const QString &verb, const QStringList &names) { m_plan->ask(verb, names); });
    connect(m_plan, &ActPlanController::decided, this, [this](const QString &verb, const QStringList &names) {
        if (names.size() == 1 && names.first() == m_tenant->name())
            m_tenant->perform(verb);
        else
            m_tenants->perform(verb, names);
    });
}

void AppController::connectJobs()
{
    connect(m_tenants, &TenantsController::selectedChanged, this, [this] { m_jobs->setTenant(m_tenants->selected()); });
    const auto ask = [this](const QString &verb, const QStringList &names) {
        if (verb == QLatin1StringView("rollback"))
            m_upgrade->askRollback(names);
        else
            m_upgrade->askUpgrade(names);
    };
    connect(m_tenant, &TenantController::imageAsked, this,
        [this, ask](const QString &verb) { ask(verb, {m_tenant->name()}); });
    connect(m_tenants, &TenantsController::imageAsked, this, ask);
    connect(m_tenant, &TenantController::backupAsked, m_backups, &BackupsController::backUp);
    connect(m_jobs, &JobsController::rollbackAsked, m_upgrade, &UpgradeController::askRollback);
    connect(m_jobs, &JobsController::upgradeAsked, m_upgrade, &UpgradeController::askUpgrade);
    connect(m_upgrade, &UpgradeController::begun, this, [this](const QString &job, bool many) {
        m_tenants->checkAll(false);
        if (many)
            m_jobs->select(job);
    });
}

void AppController::connectHosts()
{
    connect(m_hosts, &HostsController::rowsChanged, m_tenants, &TenantsController::setHosts);
    connect(m_hosts, &HostsController::selectedChanged, this, [this] {
        m_drain->show(m_hosts->selected());
        m_hostTabs->show(m_hosts->selected());
    });
    connect(m_hosts, &HostsController::detailRead, m_hostTabs, &HostTabsController::setEvents);
    connect(m_leaks, &LeaksController::looked, m_hostTabs, &HostTabsController::setBoard);
    connect(m_drain, &DrainController::drainsChanged, this, [this] { m_hosts->rows()->setDrains(m_drain->running()); });
    connect(m_adopt, &AdoptController::done, m_tenants, &TenantsController::select);
    connect(m_hosts, &HostsController::settingsAsked, m_hostSettings, &HostSettingsController::begin);
    connect(m_hostSettings, &HostSettingsController::saved, m_hosts, &HostsController::readDetail);
    connect(m_addHost, &AddHostController::added, this,
        [this](const QString &name, const QString &address) { m_trust->ask(name, address); });
    connect(m_trust, &TrustController::settled, m_hosts, &HostsController::select);
    connect(m_trust, &TrustController::failed, this, [this](const QString &host, const Error &error) {
        m_hosts->select(host);
        m_hosts->problem()->set(error);
    });
}

void AppController::connectOrders()
{
    connect(m_orders, &OrdersController::selectedChanged, this,
        [this] { m_order->show(m_orders->selected(), m_orders->find(m_orders->selected())); });
    connect(m_orders, &OrdersController::changed, this, [this] {
        m_order->setStale(m_orders->isStale());
        m_tenants->setPaidCard(m_orders->card());
    });
    connect(m_orders, &OrdersController::boardRead, m_order, &OrderController::follow);
    connect(m_order, &OrderController::recovered, m_orders, &OrdersController::update);
    connect(m_order, &OrderController::codeAsked, m_tenants, &TenantsController::select);
    connect(m_orders, &OrdersController::slaPassed, m_notice, &NoticeController::tell);
    connect(m_orders, &OrdersController::lateServed, m_notice, &NoticeController::forget);
    connect(m_orders, &OrdersController::selectedChanged, this, [this] { m_notice->forget({m_orders->selected()}); });
    connect(m_notice, &NoticeController::opened, this, [this](const QString &order) {
        m_orders->setTab(QStringLiteral("waiting"));
        m_orders->select(order);
    });
}

void AppController::start()
{
    tick();
    m_timer.start(1'000);
    m_backend.start();
    m_orders->look();
}

void AppController::tick()
{
    const qint64 now = m_clock.wallMs();
    m_link->setNow(now);
    m_notice->setNow(now);
    m_orders->setNow(now);
    m_order->setNow(now);
    m_audit->setNow(now);
    m_tenants->setPaidCard(m_orders->card());
    m_tenants->setNow(now);
    m_bind->setNow(now);
    m_tenant->setNow(now);
    m_hosts->setNow(now);
    m_drain->setNow(now);
    m_leaks->setNow(now);
    m_backups->setNow(now);
    m_jobs->setNow(now);
}

void AppController::retranslate()
{
    m_link->retranslate();
    m_tenants->retranslate();
    m_tenant->retranslate();
    m_bind->retranslate();
    m_plan->retranslate();
    m_move->retranslate();
    m_upgrade->retranslate();
    m_backups->retranslate();
    m_jobs->retranslate();
    m_leaks->retranslate();
    m_orders->retranslate();
    m_order->retranslate();
    m_notice->retranslate();
    m_audit->retranslate();
    m_newTenant->retranslate();
    m_hosts->retranslate();
    m_hostSettings->retranslate();
    m_hostTabs->retranslate();
    m_adopt->retranslate();
    m_drain->retranslate();
    m_trust->retranslate();
}

} // namespace hermes::desktop
