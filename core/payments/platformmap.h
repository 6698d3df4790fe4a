#pragma once

#include "orders.h"
#include "result.h"

#include <QHash>

namespace hermes::payments {

/// Of an instance, as the platform is told.
enum class InstanceState { Provisioning, WaitingForScan, Ready, Stopped, Failed, Gone };

/// How the platform calls what this program reads: the platform is somebody else's. Everything has a default; one JSON
/// file (docs/platform-database.md) says what differs.
struct PlatformMap {
    QString schema = {}; ///< of PostgreSQL; empty: where its search path leads
    QHash<QString, QString> tables = {}; ///< order, subscription, instance → its name there
    QHash<QString, QString> columns = {}; ///< "order.amount" → its name there
    QHash<QString, OrderState> orderStates = {}; ///< by the platform's word, capitals
    QHash<QString, SubscriptionState> subscriptionStates = {};
    QString currency = QStringLiteral("CNY"); ///< where a row names none
    std::optional<bool> amountInMinor = {}; ///< absent: an integer column counts minor units, any other major ones
    QString channel = {}; ///< that the platform notifies when orders change; empty: it is asked every two seconds
    /// What the platform sells, by its code there.
    struct Sold {
        QString plan; ///< code of our plan
        QString tier; ///< container, prefab, shared; empty: the plan's
    };
    QHash<QString, Sold> plans = {}; ///< those that are not called as ours are
    bool writeBack = false; ///< its row of an instance is told what serves
    QHash<InstanceState, QString> instanceWords = {}; ///< the platform's, for how an instance is

    /// The platform's word; nothing where it has none: then it goes on believing what it does.
    [[nodiscard]] std::optional<QString> instanceWord(InstanceState state) const;
    /// Prisma's names as the platform has them, and the usual words for states.
    [[nodiscard]] static PlatformMap standard();
    /// The standard with what the file says. Errors: Invalid, naming the key that is none of ours or of another kind.
    [[nodiscard]] static Result<PlatformMap> fromJson(const QByteArray &json);
    /// The names that a column may have, the likeliest first.
    [[nodiscard]] QStringList candidates(const QString &table, const QString &column) const;
    [[nodiscard]] OrderState orderState(const QString &word) const;
    [[nodiscard]] SubscriptionState subscriptionState(const QString &word) const;
};

} // namespace hermes::payments
