#pragma once

#include "clock.h"
#include "orderjson.h"
#include "registry.h"

#include <atomic>
#include <mutex>

namespace hermes {

/// An order as it is now: what the platform says, what serves it, what is the matter and what is proposed.
struct OrderView {
    payments::OrderFacts facts;
    std::optional<payments::WechatAnswer> wechat;
    qint64 askedMs = 0; ///< when WeChat Pay was last asked, also where it did not know the order
    std::optional<payments::HandOff> handOff; ///< it was given to whoever may refund
    bool hasOtherPaid = false; ///< another order of its subscription is paid, and its money did not go back
    payments::Diagnosis diagnosis;
    QString tenantId; ///< empty: nothing serves it
    QString tenant; ///< its name
    Phase phase = Phase::Requested; ///< of the tenant
    QString reason; ///< likewise
    QString hostId; ///< likewise
    Tier tier = Tier::Container; ///< likewise
    QString tenantOrder; ///< that it was made for
    qint64 phaseSince = 0; ///< of the tenant
    qint64 observedAt = 0; ///< likewise
    payments::InstanceWish untold; ///< what the platform's row of its instance is still to be told
    qint64 deliveredAt = 0;
    qint64 settledAt = 0;
    qint64 rowVersion = -1; ///< −1: nothing is kept of it
    QString changedBy;
    qint64 changedAt = 0;

    /// Since when somebody waits; of a payment that the platform does not know, since it was ordered.
    [[nodiscard]] qint64 waitsSince() const
    {
        return facts.order.paidMs > 0 ? facts.order.paidMs : facts.order.createdMs;
    }
};

/// It was given to whoever may refund, and it is not known how that ended.
[[nodiscard]] bool isHandOffOpen(const OrderView &view);

/// Reads what the platform sells and has what was paid served: exactly one tenant for a subscription, one request for
/// an order. Works on the registry and the platform's database alone; hosts are the loop's. Thread-safe.
class OrderDesk {
public:
    /// What it has done by others.
    struct Hands {
        /// Records the request. Idempotent for its order and subscription.
        std::function<Status(const ProvisionRequest &request)> provision;
        /// Begins to make it one of another tier, and does not wait for that. False: not now, it is busy with another.
        std::function<Result<bool>(const QString &tenant, Tier tier)> changeTier;
        /// Something else is wanted of it now.
        std::function<void(const QString &tenantId)> kick;
        std::function<Status(const QString &tenant)> retry;
        /// Another host for it.
        std::function<Status(const QString &tenant)> replace;
        /// Asks WeChat Pay, wherever the merchant's keys are.
        std::function<Result<payments::WechatAnswer>(const QString &tradeNo)> ask;
        /// The same about a refund.
        std::function<Result<payments::RefundAnswer>(const QString &refundNo)> askRefund = {};
        /// The plan of that code and what it runs as; NotFound where there is none.
        std::function<Result<Plan>(const QString &code)> plan;
        /// Gives the platform's own handler of payments what WeChat Pay says; absent: nobody here can.
        std::function<Status(const payments::Order &order, const payments::WechatAnswer &answer)> redrive;
        /// What the platform is told of a tenant; absent: nothing is written there. `host`: null where it has none.
        std::function<payments::InstanceWish(const Tenant &tenant, const Ports &ports, const Host *host)> instance;
    };
    OrderDesk(Registry &registry, std::unique_ptr<payments::PlatformDb> platform, const Clock &clock, Actor actor,
        Hands hands);
    ~OrderDesk();

    /// Orders that were paid longer ago are not provisioned by themselves: a person decides. So a program that first
    /// sees a platform of old does not make everything anew.
    static constexpr qint64 oldMs = 7LL * 24 * 3'600'000;

    struct Looked {
        int read = 0; ///< orders that the platform had changed
        int changed = 0; ///< of what is kept
        int asked = 0; ///< questions to WeChat Pay, about payments and refunds
        QStringList done; ///< what was set going, for the log: "provision o1", "lapse o2"
        QList<Error> errors; ///< of orders that could not be served now; tried again within a minute
    };
    /// Reads what changed at the platform and, with `acts`, does what follows from it. Meant to be called every two
    /// seconds by whoever drives the fleet.
    [[nodiscard]] Result<Looked> look(bool acts);

    /// PlatformDb::changeMark(); of one thread.
    [[nodiscard]] Result<std::optional<qint64>> changeMark() { return m_platform->changeMark(); }

    struct Board {
        QList<OrderView> waiting; ///< paid, not delivered: those who wait longest first
        QList<OrderView> delivered; ///< today, by the local clock; the latest first
        QList<OrderView> handOffs; ///< given to whoever may refund, and it is not known how that ended
        qint64 readMs = 0; ///< when the platform was last read, by anybody; 0: never
    };
    /// Of the registry alone.
    [[nodiscard]] Result<Board> board();
    /// All orders, the newest first; asks the platform.
    [[nodiscard]] Result<QList<OrderView>> orders(const payments::PlatformDb::OrderQuery &query);
    /// Asks the platform; one that it has no more is told as it was. NotFound.
    [[nodiscard]] Result<OrderView> order(const QString &id);
    /// What would be asked for, under a name that nobody else has. NotFound or Invalid where its plan is not known.
    [[nodiscard]] Result<ProvisionRequest> requestFor(const payments::Order &order);
    /// What the platform's database lacks; asks it.
    [[nodiscard]] Result<QList<payments::Gap>> check() { return m_platform->check(); }

    struct Recovery {
        QString id;
        payments::Verb verb = payments::Verb::None;
        QString reason; ///< one of reasons()
        QString note; ///< why, in words
        qint64 rowVersion = -1; ///< −1: whatever it is
        QString key; ///< random, of one click
    };
    struct Recovered {
        OrderView order;
        bool unchanged = false; ///< that click was done before
    };
    /// What WeChat Pay says about an order now; noted. Invalid where it has no trade number to ask by.
    [[nodiscard]] Result<payments::WechatAnswer> ask(const QString &id);
    /// What WeChat Pay says about the refund that was recorded for an order; noted. Conflict where there is none to ask
    /// about, or it is one of another order.
    [[nodiscard]] Result<payments::RefundAnswer> askRefund(const QString &id);
    struct HandOffRecord {
        QString id;
        payments::RefundDecision decided;
        QString note; ///< why, in words; needed where nobody refunds
        qint64 rowVersion = -1; ///< −1: whatever it is
        QString key; ///< random, of one click
    };
    /// Records what whoever may refund decided about an order that was handed on; audited in the same transaction.
    /// `unchanged`: it says so already. Errors: as payments::checkRefundDecision() and decideRefund(); Invalid without
    /// a note; Conflict where it was not handed on, or the row was changed: by whom.
    [[nodiscard]] Result<Recovered> recordHandOff(const HandOffRecord &record);
    /// What becomes of the hand-off by that, or why it is refused.
    [[nodiscard]] Result<payments::HandOff> checkHandOff(const OrderView &view, const HandOffRecord &record) const;
    /// The same, and about its refund where one has a number.
    struct Asked {
        payments::WechatAnswer payment;
        std::optional<payments::RefundAnswer> refund;
    };
    [[nodiscard]] Result<Asked> askAll(const QString &id);
    /// Does what is proposed for an order: the verb must be the one that diagnose() proposes now. The audit row is
    /// written with the wish; what follows is idempotent. Errors: Invalid (no reason, no note), Conflict (something
    /// else is proposed now, or the row was changed: by whom).
    [[nodiscard]] Result<Recovered> recover(const Recovery &recovery);
    /// What the platform's backend asks for: a paid order is recorded to be served, once, whoever asks and how often.
    /// `unchanged`: it was before. NotFound; Conflict with the finding as `detail` where it is not paid, not owed, or a
    /// person has to decide.
    [[nodiscard]] Result<Recovered> serve(const QString &id);
    /// Why that would be refused.
    [[nodiscard]] Status checkServable(const OrderView &view) const;
    /// Why somebody acts: CALLBACK_LOST …
    [[nodiscard]] static QStringList reasons();

private:
    struct Tenants;
    [[nodiscard]] Result<Tenants> tenants();
    [[nodiscard]] OrderView view(const payments::OrderFacts &facts, const std::optional<Registry::OrderRecord> &record,
        const Tenants &tenants) const;
    [[nodiscard]] Result<std::optional<payments::OrderFacts>> lastSeen(const QString &id);
    [[nodiscard]] Result<QList<OrderView>> views(const QList<payments::OrderFacts> &facts);
    [[nodiscard]] Result<QList<OrderView>> kept();
    [[nodiscard]] Result<int> readChanges(Looked &looked);
    [[nodiscard]] Result<int> note(const QList<OrderView> &seen);
    [[nodiscard]] Status resync(const QList<OrderView> &all);
    [[nodiscard]] bool isKept(const OrderView &view) const;
    [[nodiscard]] bool isUpgrade(const OrderView &view, Tier bought) const;
    void askWechat(const QList<OrderView> &all, Looked &looked);
    [[nodiscard]] bool isWechatDue(const OrderView &view) const;
    [[nodiscard]] bool isRefundDue(const OrderView &view) const;
    [[nodiscard]] Status askDue(const OrderView &view);
    void settleOne(const OrderView &view, bool acts, Looked &looked);
    [[nodiscard]] Result<QString> follow(const OrderView &view);
    [[nodiscard]] Status provision(const OrderView &view);
    [[nodiscard]] Status redrive(const OrderView &view);
    [[nodiscard]] bool isTellingDue(const OrderView &view);
    [[nodiscard]] Status tell(const OrderView &view);
    [[nodiscard]] Result<Recovered> recoverOnce(const Recovery &recovery);
    [[nodiscard]] Status carryOut(payments::Verb verb, const OrderView &view);

    Registry &m_registry;
    const std::unique_ptr<payments::PlatformDb> m_platform;
    const Clock &m_clock;
    const Actor m_actor;
    const Hands m_hands;
    std::mutex m_looking;
    std::mutex m_mutex;
    QSet<QString> m_underWay; ///< keys of recoveries
    qint64 m_version = -1; ///< of the registry, at the last look
    qint64 m_actedMs = 0; ///< of the last look at everything
    int m_resynced = 0;
    qint64 m_askAfterMs = 0; ///< WeChat Pay did not answer: not before
    struct Refused {
        qint64 untilMs = 0;
        qint64 restMs = 0;
    };
    QHash<QString, Refused> m_refused; ///< by order and refund: about which it, or who asks it, gives no answer
    struct Told {
        payments::InstanceWish wish;
        qint64 atMs = 0;
        qint64 restMs = 0; ///< before the same is told again
    };
    QHash<QString, Told> m_told; ///< by instance
    std::atomic<qint64> m_readMs = 0;
};

/// What is known of the payment for a tenant, from what is kept of its subscription's orders (JSON): the latest counts.
/// Empty: nothing is.
[[nodiscard]] QString paymentStateOf(const QStringList &orderFacts);

/// The name that a tenant gets for a subscription: its id in small letters where that can be one, else made of it.
[[nodiscard]] QString tenantNameFor(const QString &subscription);

} // namespace hermes
