#pragma once

#include "backend.h"
#include "bindsessions.h"
#include "fleet.h"
#include "jobboard.h"
#include "jobs.h"
#include "secretquestions.h"
#include "throttle.h"

#include <QTimer>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>

namespace hermes::desktop {

/// The window's backend over core: opens the fleet, drives it, and turns what it pushes into rows. Core is only ever
/// called on pool threads.
class FleetBackend final : public Backend {
    Q_OBJECT
public:
    FleetBackend(FleetOptions options, const Clock &clock, Random &random);
    ~FleetBackend() override;

    [[nodiscard]] bool isDemo() const override { return false; }
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
    void stopJob(const QString &id) override { m_board.stop(id); }
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
    template <class T> Answer<T> onFleet(Jobs &jobs, std::function<Result<T>(Fleet &)> work)
    {
        return jobs.run([this, work = std::move(work)]() -> Result<T> {
            HERMES_ASSIGN(Fleet *const opened, fleet());
            return work(*opened);
        });
    }
    [[nodiscard]] Result<Fleet *> fleet();
    [[nodiscard]] QString registryText() const; ///< for people
    void open();
    void dirty(const Fleet::Change &change);
    void flush();
    void relist();
    void pushDrains();
    [[nodiscard]] OrderBoard readBoard(Fleet &fleet);
    /// Reads and tells, so that what is told later was read later. What says nothing new is not told.
    void pushOrders();
    [[nodiscard]] Result<OrderCard> cardOf(Fleet &fleet, const QString &id);
    void tell(const std::function<void()> &onUi);
    [[nodiscard]] static ActPlan actPlan(
        Fleet &fleet, const QString &name, const QList<hermes::PlanStep> &steps, const Call &call);
    [[nodiscard]] Progress stepsOf(const QString &job, const QString &tenant);
    /// A job on one tenant.
    void runOn(const QString &id, const QString &tenant,
        const std::function<Status(Fleet &, const Progress &, const Call &)> &work);
    void runJob(const QString &id, const std::function<Status(Fleet &)> &work);

    FleetOptions m_options;
    const Clock &m_clock;
    Random &m_random;
    QTimer m_relist;
    BindSessions m_binds; ///< UI thread only
    SecretQuestions m_secrets;
    JobBoard m_board; ///< UI thread only
    bool m_opening = false; ///< UI thread only
    CancelSource m_stop;
    std::atomic<bool> m_draining = false; ///< somebody leaves a host that is being emptied
    std::mutex m_drainMutex;
    Throttle m_orderPushes;
    std::mutex m_ordersMutex;
    OrderBoard m_pushedOrders; ///< the last that was told; under the mutex, as its serial is
    std::atomic<qint64> m_seenMs = 0; ///< when the registry was last read whole

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unique_ptr<Fleet> m_fleet;
    std::optional<Error> m_openError;
    std::set<QString> m_dirtyTenants;
    bool m_dirtyHosts = false;
    bool m_dirtyOrders = false;
    bool m_flushing = false;

    // Ended first, so that no job outlives what it uses.
    std::unique_ptr<Jobs> m_quick;
    std::unique_ptr<Jobs> m_slow;
    std::unique_ptr<Jobs> m_bindJobs;
    std::unique_ptr<Jobs> m_longJobs;
};

} // namespace hermes::desktop
