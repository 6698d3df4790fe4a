#include "reasons.h"

#include "format.h"
#include "words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Reasons", text);
}

struct Verb {
    QLatin1StringView verb;
    const char *label;
    QLatin1StringView icon;
};

constexpr Verb verbs[] = {
    {"restart"_L1, QT_TRANSLATE_NOOP("Reasons", "Restart"), "restart"_L1},
    {"rebind"_L1, QT_TRANSLATE_NOOP("Reasons", "Rebind"), "rebind"_L1},
    {"start"_L1, QT_TRANSLATE_NOOP("Reasons", "Start"), "play"_L1},
    {"stop"_L1, QT_TRANSLATE_NOOP("Reasons", "Stop"), "stop"_L1},
    {"retry"_L1, QT_TRANSLATE_NOOP("Reasons", "Try again"), "refresh"_L1},
    //: Button: replace the bind QR code that is shown by a new one
    {"newcode"_L1, QT_TRANSLATE_NOOP("Reasons", "New code"), "qr"_L1},
    {"reconnect"_L1, QT_TRANSLATE_NOOP("Reasons", "Try host now"), "refresh"_L1},
    {"log"_L1, QT_TRANSLATE_NOOP("Reasons", "Log"), "log"_L1},
    //: Menu line; "…" because a question follows
    {"destroy"_L1, QT_TRANSLATE_NOOP("Reasons", "Destroy …"), "trash"_L1},
};

/// What is said about a reason when core gave no sentence of its own.
struct Story {
    QLatin1StringView reason;
    const char *title;
    const char *text;
    QLatin1StringView verb;
};

constexpr Story stories[] = {
    {"PORT_TAKEN"_L1, QT_TRANSLATE_NOOP("Reasons", "Port %2 is taken on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "Something that is not ours listens there. Other ports were tried too; it will not go on by itself."),
        "retry"_L1},
    {"SESSION_EXPIRED"_L1, QT_TRANSLATE_NOOP("Reasons", "WeChat signed this agent out"),
        QT_TRANSLATE_NOOP("Reasons",
            "The customer must scan once more. The agent itself is healthy; the old token is kept on the host."),
        "rebind"_L1},
    {"BINDING_REVOKED"_L1, QT_TRANSLATE_NOOP("Reasons", "The customer revoked the binding"),
        QT_TRANSLATE_NOOP(
            "Reasons", "WeChat no longer accepts this agent's token. A new scan by the customer binds it again."),
        "rebind"_L1},
    {"BINDING_HELD_BY"_L1, QT_TRANSLATE_NOOP("Reasons", "This WeChat already serves another tenant"),
        QT_TRANSLATE_NOOP(
            "Reasons", "One WeChat is one live tenant. Nothing was discarded: both tokens are kept on their hosts."),
        "rebind"_L1},
    {"IMAGE_MISSING"_L1, QT_TRANSLATE_NOOP("Reasons", "The image is not on %1"),
        QT_TRANSLATE_NOOP("Reasons", "The host could neither find nor fetch the image of this tenant."), "retry"_L1},
    {"DISK_FULL"_L1, QT_TRANSLATE_NOOP("Reasons", "The disk of %1 is full"),
        QT_TRANSLATE_NOOP("Reasons", "Its home could not be written whole, so it was not started."), "retry"_L1},
    {"UNHEALTHY"_L1, QT_TRANSLATE_NOOP("Reasons", "It runs but does not answer"),
        QT_TRANSLATE_NOOP("Reasons", "The container is up; its dashboard does not say that it is healthy."),
        "restart"_L1},
    {"EXITED"_L1, QT_TRANSLATE_NOOP("Reasons", "It stopped by itself"),
        QT_TRANSLATE_NOOP("Reasons", "Its container ended and is being started again. Its home is untouched."),
        "restart"_L1},
};

const Story *storyOf(const QString &reason)
{
    for (const Story &story : stories) {
        if (reason.startsWith(story.reason))
            return &story;
    }
    return nullptr;
}

/// Head of the list of what the proposed action does.
QString wouldTitleOf(const QString &verb)
{
    if (verb == "rebind"_L1)
        return words(QT_TRANSLATE_NOOP("Reasons", "Rebinding would"));
    if (verb == "restart"_L1)
        return words(QT_TRANSLATE_NOOP("Reasons", "Restarting would"));
    return words(QT_TRANSLATE_NOOP("Reasons", "Trying again would"));
}

QStringList wouldOf(const QString &verb, const TenantRow &row)
{
    const QString next = QString::number(row.generation + 1);
    if (verb == "retry"_L1)
        return {words(QT_TRANSLATE_NOOP("Reasons", "look again at every host it may be on")),
            words(QT_TRANSLATE_NOOP("Reasons", "go on from the step where it stopped")),
            words(QT_TRANSLATE_NOOP("Reasons", "wait until it is healthy and itself"))};
    if (verb == "restart"_L1)
        return {words(QT_TRANSLATE_NOOP("Reasons", "look again at every host it may be on")),
            words(QT_TRANSLATE_NOOP("Reasons", "create generation %1, wait until healthy")).arg(next),
            row.weixinUser.isEmpty() ? words(QT_TRANSLATE_NOOP("Reasons", "ask for a bind code"))
                                     : words(QT_TRANSLATE_NOOP("Reasons", "go on with the binding it has"))};
    if (verb == "rebind"_L1)
        return {words(QT_TRANSLATE_NOOP("Reasons", "show a bind code, the customer scans")),
            words(QT_TRANSLATE_NOOP("Reasons", "archive the old token, stop and remove the container")),
            words(QT_TRANSLATE_NOOP("Reasons", "create generation %1 with the new token")).arg(next)};
    return {};
}

ReasonCard unknownCard(const TenantRow &row, qint64 nowMs)
{
    ReasonCard card{true, u"warning"_s, u"clock"_s, {}, {}, {}, {}, {}, {}};
    //: Title of the card of a tenant whose host does not answer, e.g. "Not seen for 6 min"
    card.title = words(QT_TRANSLATE_NOOP("Reasons", "Not seen for %1")).arg(formatAge(nowMs - row.seenMs));
    const QString was = row.lastPhase.isEmpty() ? phaseLook(row.phase).name : phaseLook(row.lastPhase).name;
    card.text = words(QT_TRANSLATE_NOOP("Reasons",
                          "%1 does not answer. This tenant was %2 and may well be running; nothing is started "
                          "elsewhere while that is possible."))
                    .arg(row.host, was);
    card.code = words(QT_TRANSLATE_NOOP("Reasons", "last seen %1 at %2")).arg(was, formatTime(row.seenMs));
    card.actions = {tenantAction(u"reconnect"_s)};
    return card;
}

} // namespace

ActionRecord tenantAction(const QString &verb, const QString &kind)
{
    for (const Verb &entry : verbs) {
        if (entry.verb == verb)
            return {verb, words(entry.label), entry.icon, kind, true};
    }
    return {verb, verb, {}, kind, true};
}

ReasonCard reasonCard(const TenantRow &row, qint64 nowMs)
{
    if (row.phase == "UNKNOWN"_L1)
        return unknownCard(row, nowMs);
    const bool blocked = row.phase == "BLOCKED"_L1;
    if (!blocked && row.phase != "DEGRADED"_L1 && row.phase != "BACKOFF"_L1)
        return {};
    ReasonCard card{
        true, blocked ? u"danger"_s : u"warning"_s, blocked ? u"blocked"_s : u"warning"_s, {}, {}, {}, {}, {}, {}};
    const Story *story = storyOf(row.reason);
    QString said = reasonWords(row.reason);
    if (!said.isEmpty())
        said[0] = said.at(0).toUpper();
    card.title
        = story ? words(story->title).replace(u"%1"_s, row.host).replace(u"%2"_s, QString::number(row.port)) : said;
    QStringList text;
    if (!row.reasonText.isEmpty())
        text.append(row.reasonText);
    else if (story)
        text.append(words(story->text));
    if (!row.reasonHint.isEmpty())
        text.append(row.reasonHint);
    card.text = text.join(u' ');
    card.code = words(QT_TRANSLATE_NOOP("Reasons", "%1 (%2) since %3"))
                    .arg(row.phase, row.reason, formatTime(row.phaseSinceMs));
    if (row.phase == "BACKOFF"_L1)
        return card;
    const QString verb = story ? QString(story->verb) : blocked ? u"retry"_s : u"restart"_s;
    card.actions = {tenantAction(verb, u"primary"_s), tenantAction(u"log"_s)};
    card.wouldTitle = wouldTitleOf(verb);
    card.would = wouldOf(verb, row);
    return card;
}

bool verbFits(const QString &verb, const QString &phase)
{
    const bool gone = phase == "DELETING"_L1 || phase == "GONE"_L1;
    if (gone || phase == "UNKNOWN"_L1)
        return false;
    if (verb == "start"_L1)
        return phase == "PAUSED"_L1;
    if (verb == "rebind"_L1)
        return phase == "READY"_L1 || phase == "DEGRADED"_L1;
    return verb == "destroy"_L1 || phase != "PAUSED"_L1;
}

TenantActions tenantActions(const TenantRow &row, bool writable)
{
    QStringList first;
    if (row.phase == "BIND_WAIT"_L1)
        first = {u"newcode"_s, u"restart"_s};
    else if (row.phase == "READY"_L1)
        first = {u"restart"_s, u"rebind"_s};
    else if (row.phase == "PAUSED"_L1)
        first = {u"start"_s};
    else if (row.phase == "STARTING"_L1 || row.phase == "HEALTHY"_L1)
        first = {u"restart"_s};
    TenantActions actions;
    for (const QString &verb : std::as_const(first)) {
        ActionRecord action = tenantAction(verb);
        action.available = writable;
        actions.first.append(action);
    }
    for (const QString &verb : {u"start"_s, u"restart"_s, u"rebind"_s, u"stop"_s, u"destroy"_s}) {
        if (first.contains(verb) || !verbFits(verb, row.phase))
            continue;
        ActionRecord action = tenantAction(verb, verb == "destroy"_L1 ? u"danger"_s : u"secondary"_s);
        action.available = writable;
        actions.more.append(action);
    }
    return actions;
}

} // namespace hermes::desktop
