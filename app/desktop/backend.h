#pragma once

#include "auditrows.h"
#include "jobrows.h"
#include "orderrows.h"
#include "result.h"
#include "rows.h"
#include "secret.h"

#include <QFuture>
#include <QMap>
#include <QObject>

namespace hermes::desktop {

/// What the window needs from a fleet. Lives on the UI thread and never blocks it: work is answered by futures, and
/// whatever changes by itself is pushed by the signals, on the UI thread. Two implementations: FleetBackend (core) and
/// DemoBackend (an invented fleet).
class Backend : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    template <class T> using Answer = QFuture<Result<T>>;

    [[nodiscard]] virtual bool isDemo() const = 0;
    /// Begins to read and to push. Nothing is emitted before.
    virtual void start() = 0;
    /// Asks every host anew; the answers come as pushes.
    virtual void refresh() = 0;

    virtual Answer<TenantDetail> tenantDetail(const QString &name) = 0;
    virtual Answer<QList<LogLine>> tenantLog(const QString &name, int lines) = 0;
    /// `verb` is start, stop, restart, retry or movehere (the WeChat that scanned for it, from its holder). The answer
    /// comes once it is recorded; the effect is pushed.
    virtual Answer<void> tenantAct(const QString &verb, const QString &name) = 0;
    /// What stop, restart, rebind, destroy or movehere would do; changes nothing.
    virtual Answer<ActPlan> tenantPlan(const QString &verb, const QString &name) = 0;
    /// What moving it to another host would do; `host` empty: to the one with the most room.
    virtual Answer<ActPlan> migratePlan(const QString &name, const QString &host) = 0;
    virtual Answer<void> migrateTenant(const QString &name, const QString &host) = 0;

    /// What another image, or the one before, would mean for tenants; asks no host.
    virtual Answer<ImagePlan> imagePlan(const ImageWish &wish) = 0;
    /// What giving it `image` would do, step by step; asks its host. Errors: Invalid where that is no image.
    virtual Answer<ActPlan> imageSteps(const QString &name, const QString &image) = 0;
    /// Begins a job and answers its id; each change of it comes as jobChanged(), the first before this returns.
    virtual QString changeImages(const ImageChange &change) = 0;
    /// What its home can be restored from, the newest backup first. Asks its host.
    virtual Answer<QList<BackupRow>> backups(const QString &name) = 0;
    /// A job, as changeImages(): a copy of its home into its archive.
    virtual QString backUp(const QString &name) = 0;
    /// What putting its home back to that file would do.
    virtual Answer<ActPlan> restorePlan(const QString &name, const QString &file) = 0;
    /// A job, as changeImages().
    virtual QString restore(const QString &name, const QString &file) = 0;
    /// What was not begun stays as it is; what is under way comes to its end.
    virtual void stopJob(const QString &id) = 0;

    virtual Answer<void> destroyTenant(const QString &name, const QString &reason) = 0;

    virtual Answer<QList<PlanRow>> plans() = 0;
    /// Every host and whether it could take a tenant of this tier, the one with most room first.
    virtual Answer<QList<Placement>> placements(const QString &tier) = 0;
    /// What provisioning would do, or why it cannot; changes nothing.
    virtual Answer<QList<PlanStep>> preview(const NewTenant &request) = 0;
    virtual Answer<void> provision(const NewTenant &request, const QMap<QString, Secret> &secrets) = 0;

    /// Shows bind codes of this tenant until closeBind(); each change comes as bindChanged(). `rebind`: although it is
    /// bound.
    virtual void openBind(const QString &name, bool rebind) = 0;
    virtual void closeBind(const QString &name) = 0;
    virtual void renewBindCode(const QString &name) = 0;
    virtual Answer<void> enterBindDigits(const QString &name, const QString &digits) = 0;

    virtual Answer<HostDetail> hostDetail(const QString &name) = 0;
    /// Records the host; its key is not trusted by that. `secret` (password or passphrase) answers the first
    /// secretAsked() of this host by itself.
    virtual Answer<void> addHost(const HostDraft &draft, const Secret &secret) = 0;
    /// The key the machine shows now, read before anything is sent to it.
    virtual Answer<HostKeyFacts> hostKey(const QString &name) = 0;
    /// Trusts `fingerprint` if it is still the one shown; `replace` an older one only when the person said so.
    virtual Answer<void> trustHost(const QString &name, const QString &fingerprint, bool replace) = 0;
    virtual Answer<QList<HostCheck>> testHost(const QString &name) = 0;
    virtual Answer<void> removeHost(const QString &name) = 0;
    virtual Answer<void> cordonHost(const QString &name, bool cordoned) = 0;
    /// Where its tenants would go, one step each.
    virtual Answer<QList<PlanStep>> drainPlan(const QString &name) = 0;
    /// Cordons it and has every tenant sent away; how far that is comes as drainsChanged().
    virtual Answer<void> drainHost(const QString &name) = 0;
    /// Nobody else is sent away; it stays cordoned.
    virtual Answer<void> stopDrain(const QString &name) = 0;
    /// What differs between the two is set; what somebody else set meanwhile stays.
    virtual Answer<void> changeHost(const QString &name, const HostLimits &before, const HostLimits &after) = 0;
    /// What runs there and was made by hand.
    virtual Answer<QList<AdoptableRow>> adoptable(const QString &host) = 0;
    /// What taking it over would do, or why it cannot be; changes nothing.
    virtual Answer<QList<PlanStep>> adoptPlan(const AdoptWish &wish) = 0;
    /// The answer comes once it is recorded; the effect is pushed.
    virtual Answer<void> adopt(const AdoptWish &wish) = 0;
    /// The machine is gone for good: its tenants get another place.
    virtual Answer<void> forgetHost(const QString &name) = 0;
    /// Compares every host with the registry; changes nothing.
    virtual Answer<LeakBoard> leaks() = 0;
    /// The same, and puts right what can be put right by itself.
    virtual Answer<LeakBoard> repairLeaks() = 0;
    /// What is paid and not delivered, as the platform's database says now. A database that does not answer is told in
    /// the board, with what was read before.
    virtual Answer<OrderBoard> orderBoard() = 0;
    /// All orders, the latest first, page by page.
    virtual Answer<OrderPage> orders(const OrderQuery &query) = 0;
    virtual Answer<OrderCard> orderCard(const QString &id) = 0;
    /// Does what was proposed and answers with how the order is then. Errors: Conflict where its row is not the one
    /// that the person saw.
    virtual Answer<OrderCard> recoverOrder(const OrderRecovery &recovery) = 0;
    /// Who did what, the newest first, page by page.
    virtual Answer<AuditPage> audit(const AuditWish &wish) = 0;
    /// How many entries there are, if each follows from the one before it. Conflict: somebody changed one.
    virtual Answer<qint64> verifyAudit() = 0;
    /// Writes what is wished for, all pages of it, into a file, as "csv" or "json"; answers how many entries that are.
    virtual Answer<qint64> exportAudit(const AuditWish &wish, const QString &file, const QString &format) = 0;
    /// Tries a silent or refused host again now; the outcome is pushed.
    virtual void reconnectHost(const QString &name) = 0;
    /// Ends the wait of a host that asked for the passphrase of its key (secretAsked()); empty = the person gave up.
    virtual void answerSecret(const QString &host, const Secret &secret) = 0;

Q_SIGNALS:
    void linkChanged(const hermes::desktop::LinkFacts &link);
    /// The whole table, once it is known and after each full relist.
    void tenantsListed(const QList<hermes::desktop::TenantRow> &rows);
    void tenantChanged(const hermes::desktop::TenantRow &row);
    void tenantRemoved(const QString &name);
    void hostsListed(const QList<hermes::desktop::HostRow> &rows);
    void hostChanged(const hermes::desktop::HostRow &row);
    /// Every host that is being emptied, or was and takes no tenants since; none: an empty list.
    void drainsChanged(const QList<hermes::desktop::DrainFacts> &drains);
    /// Something in the detail of this tenant (phases, journal, conditions) is new.
    void tenantDetailChanged(const QString &name);
    void bindChanged(const hermes::desktop::BindFacts &facts);
    void jobChanged(const hermes::desktop::JobFacts &job);
    void ordersChanged(const hermes::desktop::OrderBoard &board);
    /// A host needs the passphrase of its key file or its password before it can be reached.
    void secretAsked(const QString &host, const QString &what);
};

} // namespace hermes::desktop
