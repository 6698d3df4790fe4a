#pragma once

#include <QList>
#include <QString>
#include <optional>

/// What the platform's database says of orders, subscriptions and instances: somebody else's tables, read as they are.
/// Times are milliseconds since 1970 UTC, 0 means "never"; texts are the platform's own.
namespace hermes::payments {

/// Of an order. Unknown: a word that this program was not taught; it is shown and never guessed at.
enum class OrderState { Unknown, Open, Paid, Closed, Refunded };
enum class SubscriptionState { Unknown, Pending, Active, Lapsed };

/// Stable names, as `--json` has them: "PAID", "ACTIVE".
[[nodiscard]] QString orderStateName(OrderState state);
[[nodiscard]] QString subscriptionStateName(SubscriptionState state);
[[nodiscard]] OrderState orderStateFromName(const QString &name);
[[nodiscard]] SubscriptionState subscriptionStateFromName(const QString &name);

/// An amount of money. `minor` counts the currency's smallest unit (fen, cent, yen) and is absent where the database
/// has no such number; `text` is what it has.
struct Money {
    std::optional<qint64> minor = {};
    QString text = {};
    QString currency = {}; ///< ISO 4217, capitals

    bool operator==(const Money &) const = default;
};

/// Digits behind the point in a currency: 2 of CNY, 0 of JPY, 3 of KWD (ISO 4217).
[[nodiscard]] int minorDigits(const QString &currency);
/// `inMinor`: the text counts minor units; else major ones with a point ("199.00"). No number, one with more digits
/// than the currency has, or one beyond 64 bits: `minor` is absent.
[[nodiscard]] Money moneyFrom(const QString &text, const QString &currency, bool inMinor);

/// "199.00 CNY"; where there is no number, what the database has.
[[nodiscard]] QString moneyText(const Money &money);

/// The same number of the same currency; false where one of them has no number.
[[nodiscard]] bool isSameAmount(const Money &one, const Money &other);

struct Order {
    QString id;
    QString userId; ///< personal
    QString subscriptionId; ///< empty: none
    QString planCode;
    QString rawState; ///< the platform's word
    OrderState state = OrderState::Unknown;
    Money amount;
    QString tradeNo; ///< out_trade_no, ours towards WeChat Pay
    QString transactionId; ///< WeChat Pay's; personal
    qint64 createdMs = 0;
    qint64 paidMs = 0;
    qint64 updatedMs = 0;
    QString place; ///< where it stands in the list of all orders: opaque, see PlatformDb::orders()

    bool operator==(const Order &) const = default;
};

struct Subscription {
    QString id;
    QString userId;
    QString planCode;
    QString rawState;
    SubscriptionState state = SubscriptionState::Unknown;
    qint64 validUntilMs = 0; ///< 0: the database does not say
    qint64 createdMs = 0;
    qint64 updatedMs = 0;

    bool operator==(const Subscription &) const = default;
};

/// What the platform is to be told of what serves a subscription; what is absent is left as it is.
struct InstanceWish {
    std::optional<QString> baseUrl = {};
    std::optional<QString> externalRef = {};
    std::optional<int> hostPort = {}; ///< 0: none
    std::optional<QString> status = {}; ///< the platform's word

    bool operator==(const InstanceWish &) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == InstanceWish(); }
};

/// What the platform believes about what serves a subscription: its "HermesInstance".
struct InstanceRow {
    QString id;
    QString subscriptionId;
    QString rawState;
    QString baseUrl;
    QString externalRef;
    int hostPort = 0;
    qint64 updatedMs = 0;
    QString version; ///< its updatedAt as the database writes it, for a guarded change
    QStringList lacks = {}; ///< what of an InstanceWish the platform has no column for, or cannot be changed safely

    bool operator==(const InstanceRow &) const = default;
};

/// What of a wish the row does not say yet.
[[nodiscard]] InstanceWish untoldOf(const InstanceRow &row, const InstanceWish &wish);

} // namespace hermes::payments
