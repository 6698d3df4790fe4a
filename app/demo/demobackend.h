#pragma once

#include "backend.h"
#include "democlock.h"
#include "demofleet.h"
#include "demojobs.h"
#include "demoorders.h"

#include <QPromise>
#include <QTimer>
#include <vector>

namespace hermes::desktop {

/// The invented fleet behind the window's own interface: needs no network, keeps nothing. With a running clock it lives
/// (codes expire and are renewed, a scan comes, a tenant starts); with a frozen one it stands still for pictures.
class DemoBackend final : public Backend {
    Q_OBJECT
public:
    /// What the fleet looks like at start().
    enum class Scene { Normal, Empty, NoHosts, Loading, Lost, Unreadable };

    explicit DemoBackend(const DemoClock &clock, Scene scene = Scene::Normal, bool alive = true);
    ~DemoBackend() override;

    /// Shows another scene.
    void setScene(Scene scene);
    /// Puts the login of `tenant` into a state, as BindFacts has it.
    void setBindState(const QString &tenant, const QString &state);
    /// Whether a code of somebody is shown now.
    [[nodiscard]] bool isBindOpen() const { return !m_bind.tenant.isEmpty(); }
    /// What holds the login of `tenant` up; empty: nothing any more.
    void setBindProblem(const QString &tenant, const QString &problem);
    /// Replaces one row, as a push from a host would.
    void push(const TenantRow &row);
    /// What the code of a tenant encodes.
    [[nodiscard]] static QString codeOf(const QString &tenant, int number);
    /// How many conversations the agent of every tenant answers.
    void setActiveAgents(int agents) { m_agents = agents; }
    /// A turn of every host that is being emptied, as a running clock makes it each second.
    void carryDrains();
    /// The key that hostKey() answers: UNKNOWN, CHANGED or REVOKED.
    void setHostKeyState(const QString &state) { m_keyState = state; }
    /// A second of the jobs goes by.
    void moveJobsOn() { m_jobs.moveOn(); }
    /// The platform's orders; whoever changes them by hand tells it with pushOrders().
    [[nodiscard]] DemoOrders &orderBook() { return m_orders; }
    void pushOrders() { Q_EMIT ordersChanged(m_orders.board()); }
    /// What is asked about one order is answered once cards are not held any more; what is done about it is done then.
    void setCardsHeld(bool held);
    void setRecoveriesHeld(bool held);
    void setOrderUnreadable(bool unreadable) { m_orderUnreadable = unreadable; }
    [[nodiscard]] int cardsRead() const { return m_cardsRead; }
    /// Of each click that came, in its order.
    [[nodiscard]] QStringList recoveryKeys() const { return m_recoveryKeys; }
    /// What the platform's database is like from now on.
    void setOrders(DemoOrders::State state);
    /// Somebody has changed this entry of the audit; 0: nobody has.
    void setAuditBrokenAt(qint64 entry) { m_auditBrokenAt = entry; }
    /// Time of the tenants goes by, as a running clock makes it each second.
    void moveTenantsOn();

    [[nodiscard]] bool isDemo() const override { return true; }
    void start() override;
    void refresh() override;
    Answer<TenantDetail> tenantDetail(const QString &name) override;
    Answer<QList<LogLine>> tenantLog(const QString &name, int lines) override;
    Answer<void> tenantAct(const QString &verb, const QString &name) override;
    Answer<ActPlan> tenantPlan(const QString &verb, const QString &name) override;
    Answer<ImagePlan> imagePlan(const ImageWish &wish) override;
    Answer<ActPlan> imageSteps(const QString &name, const QString &image) override;
    QString changeImages(const ImageChange &change) override;
    Answer<QList<BackupRow>> backups(const QString &name) override;
    QString backUp(const QString &name) override;
    Answer<ActPlan> restorePlan(const QString &name, const QString &file) override;
    QString restore(const QString &name, const QString &file) override;
    void stopJob(const QString &id) override { m_jobs.stop(id); }
    Answer<void> destroyTenant(const QString &name, const QString &reason) override;
    Answer<QList<PlanRow>> plans() override;
    Answer<QList<Placement>> placements(const QString &tier) override;
    Answer<QList<PlanStep>> preview(const NewTenant &request) override;
    Answer<void> provision(const NewTenant &request, const QMap<QString, Secret> &secrets) override;
    void openBind(const QString &name, bool rebind) override;
    void closeBind(const QString &name) override;
    void renewBindCode(const QString &name) override;
    Answer<void> enterBindDigits(const QString &name, const QString &digits) override;
    Answer<HostDetail> hostDetail(const QString &name) override;
    Answer<void> addHost(const HostDraft &draft, const Secret &secret) override;
    Answer<HostKeyFacts> hostKey(const QString &name) override;
    Answer<void> trustHost(const QString &name, const QString &fingerprint, bool replace) override;
    Answer<QList<HostCheck>> testHost(const QString &name) override;
    Answer<void> removeHost(const QString &name) override;
    Answer<void> cordonHost(const QString &name, bool cordoned) override;
    Answer<QList<PlanStep>> drainPlan(const QString &name) override;
    Answer<void> drainHost(const QString &name) override;
    Answer<void> stopDrain(const QString &name) override;
    Answer<void> changeHost(const QString &name, const HostLimits &before, const HostLimits &after) override;
    Answer<QList<AdoptableRow>> adoptable(const QString &host) override;
    Answer<QList<PlanStep>> adoptPlan(const AdoptWish &wish) override;
    Answer<void> adopt(const AdoptWish &wish) override;
    Answer<ActPlan> migratePlan(const QString &name, const QString &host) override;
    Answer<void> migrateTenant(const QString &name, const QString &host) override;
    Answer<void> forgetHost(const QString &name) override;
    Answer<LeakBoard> leaks() override;
    Answer<LeakBoard> repairLeaks() override;
    Answer<OrderBoard> orderBoard() override;
    Answer<OrderPage> orders(const OrderQuery &query) override;
    Answer<OrderCard> orderCard(const QString &id) override;
    Answer<OrderCard> recoverOrder(const OrderRecovery &recovery) override;
    Answer<AuditPage> audit(const AuditWish &wish) override;
    Answer<qint64> verifyAudit() override;
    Answer<qint64> exportAudit(const AuditWish &wish, const QString &file, const QString &format) override;
    void reconnectHost(const QString &name) override;
    void answerSecret(const QString &host, const Secret &secret) override;

private:
    void tick();
    void moveOn(TenantRow &row);
    void show();
    [[nodiscard]] TenantRow *find(const QString &name);
    [[nodiscard]] HostRow *findHost(const QString &name);
    /// Who is on which host, after somebody moved.
    void recount();
    void issueCode(const QString &name, int number);
    void fillOrders();
    void followTenants();
    void carryOut(const OrderRow &row, const QString &verb);
    [[nodiscard]] Result<OrderCard> readCard(const QString &id);
    void setImage(const QString &tenant, const QString &image, bool serves);

    const DemoClock &m_clock;
    Scene m_scene;
    bool m_alive;
    DemoFleet m_fleet;
    DemoJobs m_jobs;
    DemoOrders m_orders;
    QPromise<Result<OrderBoard>> m_noBoard; ///< of a database that is never read to its end
    using CardPromise = QPromise<Result<OrderCard>>;
    std::vector<std::pair<CardPromise, QString>> m_heldCards; ///< and the order
    std::vector<std::pair<CardPromise, OrderRecovery>> m_heldRecoveries;
    bool m_cardsHeld = false;
    bool m_recoveriesHeld = false;
    bool m_orderUnreadable = false;
    int m_cardsRead = 0;
    QStringList m_recoveryKeys;
    qint64 m_ordersPushedMs = 0;
    QMap<QString, QList<BackupRow>> m_backups; ///< made since the start, by tenant
    BindFacts m_bind;
    QTimer m_timer;
    QList<DrainFacts> m_drains;
    QMap<QString, HostLimits> m_limits; ///< what somebody set, by host
    bool m_repaired = false;
    qint64 m_auditBrokenAt = 0;
    int m_agents = 2;
    QString m_keyState = QStringLiteral("UNKNOWN");
};

} // namespace hermes::desktop
