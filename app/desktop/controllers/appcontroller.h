#pragma once

#include "actplancontroller.h"
#include "addhostcontroller.h"
#include "adoptcontroller.h"
#include "auditcontroller.h"
#include "backend.h"
#include "backupscontroller.h"
#include "bindcontroller.h"
#include "clock.h"
#include "draincontroller.h"
#include "hostscontroller.h"
#include "hostsettingscontroller.h"
#include "hosttabscontroller.h"
#include "jobscontroller.h"
#include "leakscontroller.h"
#include "linkcontroller.h"
#include "movecontroller.h"
#include "newtenantcontroller.h"
#include "noticecontroller.h"
#include "ordercontroller.h"
#include "orderscontroller.h"
#include "secretcontroller.h"
#include "settingscontroller.h"
#include "tenantcontroller.h"
#include "tenantscontroller.h"
#include "trustcontroller.h"
#include "upgradecontroller.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The one object that QML is given. Owns the controllers, connects them, and moves their clock once a second.
class AppController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by main()")
    Q_PROPERTY(bool demo READ isDemo CONSTANT)
    Q_PROPERTY(hermes::desktop::SettingsController *settings READ settings CONSTANT)
    Q_PROPERTY(hermes::desktop::LinkController *link READ link CONSTANT)
    Q_PROPERTY(hermes::desktop::TenantsController *tenants READ tenants CONSTANT)
    Q_PROPERTY(hermes::desktop::TenantController *tenant READ tenant CONSTANT)
    Q_PROPERTY(hermes::desktop::BindController *bind READ bind CONSTANT)
    Q_PROPERTY(hermes::desktop::ActPlanController *plan READ plan CONSTANT)
    Q_PROPERTY(hermes::desktop::MoveController *move READ move CONSTANT)
    Q_PROPERTY(hermes::desktop::UpgradeController *upgrade READ upgrade CONSTANT)
    Q_PROPERTY(hermes::desktop::BackupsController *backups READ backups CONSTANT)
    Q_PROPERTY(hermes::desktop::JobsController *jobs READ jobs CONSTANT)
    Q_PROPERTY(hermes::desktop::LeaksController *leaks READ leaks CONSTANT)
    Q_PROPERTY(hermes::desktop::OrdersController *orders READ orders CONSTANT)
    Q_PROPERTY(hermes::desktop::OrderController *order READ order CONSTANT)
    Q_PROPERTY(hermes::desktop::NoticeController *notice READ notice CONSTANT)
    Q_PROPERTY(hermes::desktop::AuditController *audit READ audit CONSTANT)
    Q_PROPERTY(hermes::desktop::NewTenantController *newTenant READ newTenant CONSTANT)
    Q_PROPERTY(hermes::desktop::HostsController *hosts READ hosts CONSTANT)
    Q_PROPERTY(hermes::desktop::DrainController *drain READ drain CONSTANT)
    Q_PROPERTY(hermes::desktop::AdoptController *adopt READ adopt CONSTANT)
    Q_PROPERTY(hermes::desktop::HostTabsController *hostTabs READ hostTabs CONSTANT)
    Q_PROPERTY(hermes::desktop::HostSettingsController *hostSettings READ hostSettings CONSTANT)
    Q_PROPERTY(hermes::desktop::AddHostController *addHost READ addHost CONSTANT)
    Q_PROPERTY(hermes::desktop::TrustController *trust READ trust CONSTANT)
    Q_PROPERTY(hermes::desktop::SecretController *secret READ secret CONSTANT)
public:
    AppController(Backend &backend, SettingsController &settings, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] bool isDemo() const { return m_backend.isDemo(); }
    [[nodiscard]] SettingsController *settings() const { return &m_settings; }
    [[nodiscard]] LinkController *link() const { return m_link; }
    [[nodiscard]] TenantsController *tenants() const { return m_tenants; }
    [[nodiscard]] TenantController *tenant() const { return m_tenant; }
    [[nodiscard]] BindController *bind() const { return m_bind; }
    [[nodiscard]] ActPlanController *plan() const { return m_plan; }
    [[nodiscard]] MoveController *move() const { return m_move; }
    [[nodiscard]] UpgradeController *upgrade() const { return m_upgrade; }
    [[nodiscard]] BackupsController *backups() const { return m_backups; }
    [[nodiscard]] JobsController *jobs() const { return m_jobs; }
    [[nodiscard]] LeaksController *leaks() const { return m_leaks; }
    [[nodiscard]] OrdersController *orders() const { return m_orders; }
    [[nodiscard]] OrderController *order() const { return m_order; }
    [[nodiscard]] NoticeController *notice() const { return m_notice; }
    [[nodiscard]] AuditController *audit() const { return m_audit; }
    [[nodiscard]] NewTenantController *newTenant() const { return m_newTenant; }
    [[nodiscard]] HostsController *hosts() const { return m_hosts; }
    [[nodiscard]] DrainController *drain() const { return m_drain; }
    [[nodiscard]] AdoptController *adopt() const { return m_adopt; }
    [[nodiscard]] HostTabsController *hostTabs() const { return m_hostTabs; }
    [[nodiscard]] HostSettingsController *hostSettings() const { return m_hostSettings; }
    [[nodiscard]] AddHostController *addHost() const { return m_addHost; }
    [[nodiscard]] TrustController *trust() const { return m_trust; }
    [[nodiscard]] SecretController *secret() const { return m_secret; }

    /// Begins to read the fleet.
    void start();
    /// Tells everybody the time now (also done by itself every second).
    void tick();

private:
    void connectTenants();
    void connectPlan();
    void connectJobs();
    void connectHosts();
    void connectOrders();
    void retranslate();

    Backend &m_backend;
    SettingsController &m_settings;
    const Clock &m_clock;
    LinkController *m_link;
    TenantsController *m_tenants;
    BindController *m_bind;
    TenantController *m_tenant;
    ActPlanController *m_plan;
    MoveController *m_move;
    UpgradeController *m_upgrade;
    BackupsController *m_backups;
    JobsController *m_jobs;
    LeaksController *m_leaks;
    OrdersController *m_orders;
    OrderController *m_order;
    NoticeController *m_notice;
    AuditController *m_audit;
    NewTenantController *m_newTenant;
    HostsController *m_hosts;
    DrainController *m_drain;
    AdoptController *m_adopt;
    HostTabsController *m_hostTabs;
    HostSettingsController *m_hostSettings;
    AddHostController *m_addHost;
    TrustController *m_trust;
    SecretController *m_secret;
    QTimer m_timer;
};

} // namespace hermes::desktop
