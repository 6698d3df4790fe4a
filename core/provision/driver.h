#pragma once

#include "duetimes.h"
#include "jobpool.h"
#include "reconciler.h"

#include <QSet>

namespace hermes {

/// Drives every tenant of the registry towards what is desired, for as long as it lives: one scheduling thread, and a
/// bounded pool of each host for the turns of its tenants, so that a silent host holds up no other. A tenant is looked
/// at when it is due, when an event kicks it, and when another process has committed.
class Driver {
public:
    struct Hooks {
        std::function<void(const QString &tenantName)> changed;
        /// While true another process drives every tenant: this one only watches what that one writes.
        std::function<bool()> isLeftToAnother;
    };
    Driver(Registry &registry, Reconciler &reconciler, const Clock &clock, Hooks hooks);
    ~Driver();
    Driver(const Driver &) = delete;
    Driver &operator=(const Driver &) = delete;

    void start();
    /// Cuts short what is under way and waits for it. It does not start again.
    void stop();
    /// Look at this tenant now.
    void kick(const QString &tenantId);
    /// While held, this process's driver leaves the tenant alone (a command of this process drives it).
    void hold(const QString &tenantId);
    void release(const QString &tenantId);

    struct Totals {
        qint64 turns = 0;
        qint64 glances = 0; ///< of them: nothing was new, so that nothing was written
        qint64 failedTurns = 0; ///< an effect failed, or the turn itself
        qint64 turnMs = 0; ///< spent in turns
    };
    [[nodiscard]] Totals totals() const;

private:
    struct Known {
        qint64 rowVersion = -1;
        QString wish;
        QString hostId; ///< empty until placed
        bool isSteady = false; ///< rests in a phase in which most looks find nothing new
    };
    void schedule();
    void refresh();
    void runDue();
    /// What is due now.
    struct Due {
        QString tenantId;
        bool isUrgent = false; ///< something has happened to it
        std::optional<Registry::Look> known; ///< of a steady one
    };
    void readAhead(QList<Due> &due);
    void turn(const Due &due);
    [[nodiscard]] Result<Reconciler::Turn> look(const Due &due, QString &name, bool &isGlance);
    void kickLocked(const QString &tenantId);
    void noteGlanced();

    Registry &m_registry;
    Reconciler &m_reconciler;
    const Clock &m_clock;
    Hooks m_hooks;
    CancelSource m_stop;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    Totals m_totals;
    DueTimes m_due; ///< without those that are running or were due while held
    QHash<QString, Known> m_known;
    QSet<QString> m_running;
    QSet<QString> m_kicked; ///< kicked while running: again afterwards
    QSet<QString> m_urgent; ///< kicked, and due for it
    QHash<QString, int> m_held;
    QStringList m_glanced; ///< since their time of observation was last written
    qint64 m_notedAt = 0; ///< steady ms, when that was
    qint64 m_dataVersion = -1;
    std::thread m_scheduler;
    std::map<QString, std::unique_ptr<JobPool>> m_pools; ///< by host id; that of no host places
};

} // namespace hermes
