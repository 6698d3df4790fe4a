#include "orderwords.h"

#include <QCoreApplication>
#include <algorithm>
#include <iterator>

// What a person is told about the one verb that is proposed.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct OrderVerb {
    QLatin1StringView code;
    const char *title;
    const char *text;
    const char *button;
    const char *atWork;
    bool hasForm;
};

constexpr OrderVerb orderVerbs[] = {
    {"SHOW_CODE"_L1, QT_TRANSLATE_NOOP("Orders", "Show the bind code"),
        QT_TRANSLATE_NOOP(
            "Orders", "Opens the tenant with its live code, for the customer to scan. Nothing is changed."),
        QT_TRANSLATE_NOOP("Orders", "Show code"), QT_TRANSLATE_NOOP("Orders", "Showing…"), false},
    {"PROVISION"_L1, QT_TRANSLATE_NOOP("Orders", "Provision the instance"),
        QT_TRANSLATE_NOOP("Orders",
            "Asks for the instance of this subscription. Asked twice, it is still one; its ports and home are chosen "
            "anew only if it has none."),
        QT_TRANSLATE_NOOP("Orders", "Provision instance"), QT_TRANSLATE_NOOP("Orders", "Provisioning…"), true},
    {"REDRIVE"_L1, QT_TRANSLATE_NOOP("Orders", "Re-drive the payment"),
        QT_TRANSLATE_NOOP("Orders",
            "Asks WeChat once more and gives its answer to the platform’s own handler, by a program on its host. The "
            "platform records it; provisioning then starts by itself. We never write PAID."),
        QT_TRANSLATE_NOOP("Orders", "Re-drive payment"), QT_TRANSLATE_NOOP("Orders", "Re-driving…"), true},
    {"RETRY"_L1, QT_TRANSLATE_NOOP("Orders", "Try again now"),
        QT_TRANSLATE_NOOP(
            "Orders", "The loop takes it up again from the step that failed. What is done already stays done."),
        QT_TRANSLATE_NOOP("Orders", "Try again"), QT_TRANSLATE_NOOP("Orders", "Trying…"), true},
    {"REPLACE_HOST"_L1, QT_TRANSLATE_NOOP("Orders", "Give it another host"),
        QT_TRANSLATE_NOOP(
            "Orders", "It moves to another host with room, with its home. What was on a host that is gone is lost."),
        QT_TRANSLATE_NOOP("Orders", "Place on another host"), QT_TRANSLATE_NOOP("Orders", "Placing…"), true},
    {"REBIND"_L1, QT_TRANSLATE_NOOP("Orders", "Ask for another scan"),
        QT_TRANSLATE_NOOP("Orders", "Opens the tenant: rebind it there, and the customer scans a fresh code."),
        QT_TRANSLATE_NOOP("Orders", "Show tenant"), QT_TRANSLATE_NOOP("Orders", "Showing…"), false},
    {"START"_L1, QT_TRANSLATE_NOOP("Orders", "Start the instance"),
        QT_TRANSLATE_NOOP("Orders", "It is made anew with the home, ports and WeChat login that it has."),
        QT_TRANSLATE_NOOP("Orders", "Start instance"), QT_TRANSLATE_NOOP("Orders", "Starting…"), true},
    {"ASK_AGAIN"_L1, QT_TRANSLATE_NOOP("Orders", "Ask WeChat again"),
        QT_TRANSLATE_NOOP("Orders", "Asks what became of it. Nothing is written at the platform or at WeChat."),
        QT_TRANSLATE_NOOP("Orders", "Ask WeChat again"), QT_TRANSLATE_NOOP("Orders", "Asking…"), false},
    {"CLOSE"_L1, QT_TRANSLATE_NOOP("Orders", "Close the order"),
        QT_TRANSLATE_NOOP("Orders",
            "It is put aside here, with your note; the platform’s row stays as it is. There is no money in it."),
        QT_TRANSLATE_NOOP("Orders", "Close order"), QT_TRANSLATE_NOOP("Orders", "Closing…"), true},
    {"HAND_OFF"_L1, QT_TRANSLATE_NOOP("Orders", "Hand off for a refund"),
        QT_TRANSLATE_NOOP("Orders",
            "Puts it on the list of refund hand-offs, with your note. This program moves no money: a person refunds it "
            "at WeChat Pay."),
        QT_TRANSLATE_NOOP("Orders", "Hand off"), QT_TRANSLATE_NOOP("Orders", "Handing off…"), true},
    {"PAUSE"_L1, QT_TRANSLATE_NOOP("Orders", "Pause the instance"),
        QT_TRANSLATE_NOOP(
            "Orders", "Its agent stops answering. Home, ports and WeChat login stay, and a payment brings it back."),
        QT_TRANSLATE_NOOP("Orders", "Pause instance"), QT_TRANSLATE_NOOP("Orders", "Pausing…"), true},
    {"WRITE_BACK"_L1, QT_TRANSLATE_NOOP("Orders", "Tell the platform what serves"),
        QT_TRANSLATE_NOOP(
            "Orders", "The platform’s row of the instance gets what was observed. Payments are not touched."),
        QT_TRANSLATE_NOOP("Orders", "Tell the platform"), QT_TRANSLATE_NOOP("Orders", "Telling…"), true},
};

/// What was recorded about a hand-off: nothing that is proposed.
struct RecordedVerb {
    QLatin1StringView code;
    const char *title;
};

constexpr RecordedVerb recordedVerbs[] = {
    {"REFUND_APPROVED"_L1, QT_TRANSLATE_NOOP("Orders", "Refund approved")},
    {"REFUND_REFUSED"_L1, QT_TRANSLATE_NOOP("Orders", "Refund refused")},
    {"PAYMENT_KEPT"_L1, QT_TRANSLATE_NOOP("Orders", "Payment kept")},
    {"REFUND_STATE"_L1, QT_TRANSLATE_NOOP("Orders", "Refund at WeChat Pay")},
};

const OrderVerb *verbOf(const QString &code)
{
    const auto found = std::find_if(
        std::begin(orderVerbs), std::end(orderVerbs), [&](const OrderVerb &one) { return one.code == code; });
    return found == std::end(orderVerbs) ? nullptr : found;
}

QString wordsOf(const QString &verb, const char *OrderVerb::*part)
{
    const OrderVerb *known = verbOf(verb);
    return known ? QCoreApplication::translate("Orders", known->*part) : shownText(verb);
}

} // namespace

QString verbTitle(const QString &verb)
{
    for (const RecordedVerb &recorded : recordedVerbs)
        if (recorded.code == verb)
            return QCoreApplication::translate("Orders", recorded.title);
    return wordsOf(verb, &OrderVerb::title);
}

QString verbText(const QString &verb)
{
    return wordsOf(verb, &OrderVerb::text);
}

QString verbButton(const QString &verb)
{
    return wordsOf(verb, &OrderVerb::button);
}

QString verbAtWork(const QString &verb)
{
    return wordsOf(verb, &OrderVerb::atWork);
}

bool isOrderVerb(const QString &verb)
{
    return verbOf(verb) != nullptr;
}

bool verbHasForm(const QString &verb)
{
    const OrderVerb *known = verbOf(verb);
    return known && known->hasForm;
}

} // namespace hermes::desktop
