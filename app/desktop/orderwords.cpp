#include "orderwords.h"

#include "format.h"
#include "money.h"
#include "words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct OrderText {
    Q_DECLARE_TR_FUNCTIONS(Orders)
};

struct Finding {
    QLatin1StringView code;
    const char *title;
    const char *text;
    const char *held; ///< what holds it, in the table
    QLatin1StringView tone;
    QLatin1StringView reason; ///< that it suggests
    bool asksWeChat;
};

constexpr Finding findings[] = {
    {"DELIVERED"_L1, QT_TRANSLATE_NOOP("Orders", "Paid and delivered"),
        QT_TRANSLATE_NOOP("Orders",
            "The payment is recorded, the subscription is active and the agent answers. There is nothing to do."),
        QT_TRANSLATE_NOOP("Orders", "delivered"), "text"_L1, {}, false},
    {"WAITING_FOR_SCAN"_L1, QT_TRANSLATE_NOOP("Orders", "Made; nobody has scanned its code yet"),
        QT_TRANSLATE_NOOP("Orders",
            "The instance runs and its bind code is out. Show it to the customer: it is delivered once that was "
            "scanned and confirmed."),
        QT_TRANSLATE_NOOP("Orders", "waiting for scan"), "text"_L1, "CUSTOMER_ASKED"_L1, false},
    {"UNDER_WAY"_L1, QT_TRANSLATE_NOOP("Orders", "Being made"),
        QT_TRANSLATE_NOOP("Orders", "The instance was asked for and comes up by itself. There is nothing to do."),
        QT_TRANSLATE_NOOP("Orders", "starting"), "text"_L1, {}, false},
    {"NOT_REQUESTED"_L1, QT_TRANSLATE_NOOP("Orders", "Paid, and nobody asked for an instance"),
        QT_TRANSLATE_NOOP("Orders",
            "The platform has recorded the payment and the subscription is active, but nothing serves it. Ask for its "
            "instance."),
        QT_TRANSLATE_NOOP("Orders", "nobody asked for it"), "danger"_L1, "CALLBACK_LOST"_L1, false},
    {"NOT_RECORDED"_L1, QT_TRANSLATE_NOOP("Orders", "WeChat has the money; our order was never told"),
        QT_TRANSLATE_NOOP("Orders",
            "WeChat says that this order is paid. The platform's row still says that it is not: its callback got lost. "
            "Give it to the platform's own handler; then it goes on by itself."),
        QT_TRANSLATE_NOOP("Orders", "payment not recorded"), "danger"_L1, "CALLBACK_LOST"_L1, true},
    {"BLOCKED"_L1, QT_TRANSLATE_NOOP("Orders", "Its tenant is blocked"),
        QT_TRANSLATE_NOOP("Orders",
            "The instance cannot come up by itself, and the loop has stopped trying. Mend what stands in its way, then "
            "do what is proposed."),
        QT_TRANSLATE_NOOP("Orders", "blocked"), "danger"_L1, "HOST_TROUBLE"_L1, false},
    {"RETRYING"_L1, QT_TRANSLATE_NOOP("Orders", "Something failed; it is tried again by itself"),
        QT_TRANSLATE_NOOP("Orders",
            "The loop waits between its tries. Mend what stands in its way; trying again now costs nothing but a try."),
        QT_TRANSLATE_NOOP("Orders", "retrying"), "warning"_L1, "HOST_TROUBLE"_L1, false},
    {"HOST_SILENT"_L1, QT_TRANSLATE_NOOP("Orders", "Its host does not answer"),
        QT_TRANSLATE_NOOP("Orders",
            "The instance may well be running there. Nothing is moved by itself: two of them would answer one WeChat. "
            "Bring the host back, or declare it lost on its page."),
        QT_TRANSLATE_NOOP("Orders", "host does not answer"), "warning"_L1, {}, false},
    {"HOST_GONE"_L1, QT_TRANSLATE_NOOP("Orders", "Its host was declared gone for good"),
        QT_TRANSLATE_NOOP("Orders",
            "What ran there is lost with it. Give the instance another place; its customer has to scan once more."),
        QT_TRANSLATE_NOOP("Orders", "host is gone"), "danger"_L1, "HOST_TROUBLE"_L1, false},
    {"BINDING_DISPLACED"_L1, QT_TRANSLATE_NOOP("Orders", "Its WeChat was taken or revoked"),
        QT_TRANSLATE_NOOP(
            "Orders", "The instance runs, but its WeChat answers somewhere else or not at all. It needs another scan."),
        QT_TRANSLATE_NOOP("Orders", "WeChat was revoked"), "danger"_L1, "CUSTOMER_ASKED"_L1, false},
    {"NOT_PAID"_L1, QT_TRANSLATE_NOOP("Orders", "Not paid yet"),
        QT_TRANSLATE_NOOP("Orders",
            "The platform waits for its money, and nothing is made before. Where the customer says that it was paid, "
            "ask WeChat."),
        QT_TRANSLATE_NOOP("Orders", "not paid"), "text"_L1, {}, true},
    {"CLOSED"_L1, QT_TRANSLATE_NOOP("Orders", "Closed, without money"),
        QT_TRANSLATE_NOOP("Orders",
            "Nobody can pay it any more, at the platform or at WeChat. Nothing is made for it: whoever still wants it "
            "orders anew."),
        QT_TRANSLATE_NOOP("Orders", "closed"), "text"_L1, "TEST_ORDER"_L1, true},
    {"REFUNDED"_L1, QT_TRANSLATE_NOOP("Orders", "The money went back to the customer"),
        QT_TRANSLATE_NOOP("Orders",
            "It was refunded. Nothing is provisioned for it, and what serves is stopped unless another order pays for "
            "it."),
        QT_TRANSLATE_NOOP("Orders", "refunded"), "warning"_L1, "CUSTOMER_ASKED"_L1, true},
    {"AMOUNT_MISMATCH"_L1, QT_TRANSLATE_NOOP("Orders", "Another amount was paid than was asked for"),
        QT_TRANSLATE_NOOP("Orders",
            "The two numbers below differ, so nothing is delivered for it. Hand it off: a person decides about the "
            "money first."),
        QT_TRANSLATE_NOOP("Orders", "amounts differ"), "danger"_L1, "WRONG_AMOUNT"_L1, true},
    {"NOT_AT_WECHAT"_L1, QT_TRANSLATE_NOOP("Orders", "The platform says paid, and WeChat does not"),
        QT_TRANSLATE_NOOP("Orders",
            "WeChat knows this order and has no money for it. Hand it off: a person finds out which of the two is "
            "wrong."),
        QT_TRANSLATE_NOOP("Orders", "not paid at WeChat"), "danger"_L1, "OTHER"_L1, true},
    {"STOPPED"_L1, QT_TRANSLATE_NOOP("Orders", "Paid and owed, and somebody stopped its agent"),
        QT_TRANSLATE_NOOP("Orders",
            "A person stopped it, so it is not started again by itself. Start it once the reason for that is gone."),
        QT_TRANSLATE_NOOP("Orders", "stopped by a person"), "warning"_L1, "CUSTOMER_ASKED"_L1, false},
    {"SERVED_ELSEWHERE"_L1, QT_TRANSLATE_NOOP("Orders", "The platform names an instance that is not known here"),
        QT_TRANSLATE_NOOP("Orders",
            "It was made before this program, it seems. Take it over on the page of its host: a second one is not "
            "made beside it."),
        QT_TRANSLATE_NOOP("Orders", "instance not known here"), "warning"_L1, {}, false},
    {"PAID_TWICE"_L1, QT_TRANSLATE_NOOP("Orders", "Paid twice for one subscription"),
        QT_TRANSLATE_NOOP("Orders",
            "Two paid orders belong to one subscription, and there is never a second instance. Hand the later one off "
            "for a refund."),
        QT_TRANSLATE_NOOP("Orders", "paid twice"), "danger"_L1, "DUPLICATE"_L1, true},
    {"LAPSED"_L1, QT_TRANSLATE_NOOP("Orders", "The subscription is over"),
        QT_TRANSLATE_NOOP(
            "Orders", "It is not active any more at the platform. If its agent still answers, it is to be paused."),
        QT_TRANSLATE_NOOP("Orders", "lapsed"), "warning"_L1, "CUSTOMER_ASKED"_L1, false},
    {"PAUSED_BY_LAPSE"_L1, QT_TRANSLATE_NOOP("Orders", "Lapsed and paused"),
        QT_TRANSLATE_NOOP(
            "Orders", "The subscription is over and its instance is paused. It comes back with a payment."),
        QT_TRANSLATE_NOOP("Orders", "lapsed, paused"), "text"_L1, {}, false},
    {"NO_SUBSCRIPTION"_L1, QT_TRANSLATE_NOOP("Orders", "Paid, and it belongs to no subscription"),
        QT_TRANSLATE_NOOP("Orders",
            "The platform has the money and no subscription for it, so nobody can say what to make. Hand it off, or "
            "have the platform make one."),
        QT_TRANSLATE_NOOP("Orders", "no subscription"), "danger"_L1, "OTHER"_L1, true},
    {"NO_ORDER"_L1, QT_TRANSLATE_NOOP("Orders", "An active subscription that nobody paid"),
        QT_TRANSLATE_NOOP("Orders",
            "The platform calls it active, but has no order for it. Nothing is made of that: look where it comes "
            "from."),
        QT_TRANSLATE_NOOP("Orders", "no order"), "warning"_L1, {}, false},
    {"ORPHAN_INSTANCE"_L1, QT_TRANSLATE_NOOP("Orders", "The platform names an instance that nobody paid"),
        QT_TRANSLATE_NOOP("Orders", "Look at it with whoever made it; nothing is stopped by itself."),
        QT_TRANSLATE_NOOP("Orders", "instance without order"), "warning"_L1, {}, false},
    {"ROW_DIFFERS"_L1, QT_TRANSLATE_NOOP("Orders", "The platform's row of the instance is out of date"),
        QT_TRANSLATE_NOOP("Orders",
            "The host shows something else than the platform has written down. The host is right: tell the platform, "
            "or correct the row there."),
        QT_TRANSLATE_NOOP("Orders", "row out of date"), "warning"_L1, "HOST_TROUBLE"_L1, false},
    {"UNKNOWN_PLAN"_L1, QT_TRANSLATE_NOOP("Orders", "Its plan is not known here"),
        QT_TRANSLATE_NOOP("Orders",
            "Nobody has said how this plan runs. Teach the plan in platform.json; then it goes on by itself."),
        QT_TRANSLATE_NOOP("Orders", "unknown plan"), "warning"_L1, {}, false},
    {"UNKNOWN_STATE"_L1, QT_TRANSLATE_NOOP("Orders", "In a state that this program does not know"),
        QT_TRANSLATE_NOOP("Orders",
            "The platform's own word is below. It is not guessed what it means, and nothing is done. Teach it in "
            "platform.json."),
        QT_TRANSLATE_NOOP("Orders", "unknown state"), "warning"_L1, {}, true},
    {"ROW_GONE"_L1, QT_TRANSLATE_NOOP("Orders", "The platform has this order no more"),
        QT_TRANSLATE_NOOP("Orders",
            "Its row was there and is gone; what is below was read before. Ask whoever keeps the platform why. Nothing "
            "is made or ended for it by itself: close it here, or hand it off where WeChat has its money."),
        QT_TRANSLATE_NOOP("Orders", "row is gone"), "danger"_L1, "OTHER"_L1, true},
};

/// Recorded at the platform, and its subscription was not made active: the other half of NOT_RECORDED.
constexpr Finding notActivated{"NOT_RECORDED"_L1,
    QT_TRANSLATE_NOOP("Orders", "Paid, and its subscription is not active yet"),
    QT_TRANSLATE_NOOP("Orders",
        "The platform has the payment and did not make the subscription active. Give the payment to its handler once "
        "more, or have it made active there; then it goes on by itself."),
    QT_TRANSLATE_NOOP("Orders", "subscription not active"), "danger"_L1, "CALLBACK_LOST"_L1, true};

const Finding *findingOf(const QString &code)
{
    const auto found
        = std::find_if(std::begin(findings), std::end(findings), [&](const Finding &one) { return one.code == code; });
    return found == std::end(findings) ? nullptr : found;
}

const Finding *findingOf(const OrderRow &row)
{
    return row.finding == "NOT_RECORDED"_L1 && row.state == "PAID"_L1 ? &notActivated : findingOf(row.finding);
}

bool hasReason(const OrderRow &row)
{
    return !row.reason.isEmpty() && (row.finding == "BLOCKED"_L1 || row.finding == "RETRYING"_L1);
}

} // namespace

QString shownText(const QString &foreign)
{
    QString text;
    for (const QChar letter : foreign) {
        const bool isSpace = letter.isSpace();
        const bool isHidden = letter.category() == QChar::Other_Control || letter.category() == QChar::Other_Format;
        text += isSpace ? u' ' : isHidden ? QChar(QChar::ReplacementCharacter) : letter;
    }
    return text;
}

QString shortText(const QString &foreign, qsizetype length)
{
    return shownText(foreign.size() > length ? foreign.left(length) + u'…' : foreign);
}

QString formatMoment(qint64 atMs)
{
    if (atMs <= 0)
        return {};
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const QString time = at.toString(u"HH:mm:ss"_s);
    return QLocale().language() == QLocale::Chinese ? at.toString(u"yyyy年M月d日 "_s) + time
                                                    : QLocale().toString(at, u"d MMMM yyyy, "_s) + time;
}

qint64 waitsSince(const OrderRow &row)
{
    return row.paidMs > 0 ? row.paidMs : row.createdMs;
}

bool isOrderLate(const OrderRow &row, qint64 nowMs)
{
    return row.waits && waitsSince(row) > 0 && nowMs - waitsSince(row) >= orderSlaMs;
}

QString amountWords(const OrderRow &row)
{
    if (row.amountMinor)
        return formatMoney(*row.amountMinor, row.currency);
    return row.amountText.trimmed().isEmpty() ? u"–"_s : shownText(row.amountText);
}

QString orderStateWords(const OrderRow &row)
{
    if (row.state == "OPEN"_L1)
        return OrderText::tr("not paid");
    if (row.state == "PAID"_L1)
        return OrderText::tr("paid");
    if (row.state == "CLOSED"_L1)
        return OrderText::tr("closed");
    if (row.state == "REFUNDED"_L1)
        return OrderText::tr("refunded");
    return row.rawState.isEmpty() ? OrderText::tr("unknown state") : shownText(row.rawState);
}

QString findingTitle(const OrderRow &row)
{
    const Finding *known = findingOf(row);
    const QString title = known ? OrderText::tr(known->title) : shownText(row.finding);
    //: What holds an order up, and why: "blocked: port taken"
    return hasReason(row) ? OrderText::tr("%1: %2").arg(title, reasonWords(row.reason)) : title;
}

QString findingText(const OrderRow &row)
{
    const Finding *known = findingOf(row);
    return known ? OrderText::tr(known->text)
                 : OrderText::tr("This program does not know what that means. Nothing is proposed.");
}

QString heldWords(const OrderRow &row)
{
    const Finding *known = findingOf(row);
    if (row.finding == "DELIVERED"_L1 && row.deliveredMs > 0)
        //: Last column of a delivered order: when its agent was ready, "ready 12:59:31"
        return OrderText::tr("ready %1").arg(formatTime(row.deliveredMs));
    const QString held = known ? OrderText::tr(known->held) : shownText(row.finding).toLower().replace(u'_', u' ');
    return hasReason(row) ? OrderText::tr("%1: %2").arg(held, reasonWords(row.reason)) : held;
}

QString findingTone(const QString &finding)
{
    const Finding *known = findingOf(finding);
    return known ? QString(known->tone) : u"warning"_s;
}

bool canAskAgain(const QString &finding)
{
    const Finding *known = findingOf(finding);
    return known && known->asksWeChat;
}

QString usualReason(const QString &finding)
{
    const Finding *known = findingOf(finding);
    return known ? QString(known->reason) : QString();
}

QList<ChoiceRecord> orderReasons()
{
    return {{u"CALLBACK_LOST"_s, OrderText::tr("Callback lost")},
        {u"CUSTOMER_ASKED"_s, OrderText::tr("Customer asked")},
        {u"HOST_TROUBLE"_s, OrderText::tr("Trouble with a host")}, {u"WRONG_AMOUNT"_s, OrderText::tr("Wrong amount")},
        {u"DUPLICATE"_s, OrderText::tr("Paid twice", "reason")}, {u"TEST_ORDER"_s, OrderText::tr("Test order")},
        {u"OTHER"_s, OrderText::tr("Another reason")}};
}

} // namespace hermes::desktop
