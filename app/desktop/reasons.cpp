#include "reasons.h"

#include "format.h"
#include "reasoncodes.h"
#include "words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString sentence(const char *text)
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
    //: Button: take the WeChat that scanned from the tenant that has it now
    {"movehere"_L1, QT_TRANSLATE_NOOP("Reasons", "Move WeChat here"), "move"_L1},
    //: Button: show the tenant that has the WeChat, so that another is bound to it
    {"holder"_L1, QT_TRANSLATE_NOOP("Reasons", "Show holder"), "open"_L1},
    {"start"_L1, QT_TRANSLATE_NOOP("Reasons", "Start"), "play"_L1},
    {"stop"_L1, QT_TRANSLATE_NOOP("Reasons", "Stop"), "stop"_L1},
    {"retry"_L1, QT_TRANSLATE_NOOP("Reasons", "Try again"), "refresh"_L1},
    //: Button: replace the bind QR code that is shown by a new one
    {"newcode"_L1, QT_TRANSLATE_NOOP("Reasons", "New code"), "qr"_L1},
    {"reconnect"_L1, QT_TRANSLATE_NOOP("Reasons", "Try host now"), "refresh"_L1},
    //: Button: go to the tenant's host on the Hosts page
    {"host"_L1, QT_TRANSLATE_NOOP("Reasons", "Show host"), "hosts"_L1},
    {"log"_L1, QT_TRANSLATE_NOOP("Reasons", "Log"), "log"_L1},
    //: Menu line: to another machine; "…" because a question follows
    {"migrate"_L1, QT_TRANSLATE_NOOP("Reasons", "Move to another host …"), "drain"_L1},
    //: Menu line: another image; "…" because a question follows
    {"upgrade"_L1, QT_TRANSLATE_NOOP("Reasons", "Upgrade …"), "upgrade"_L1},
    //: Menu line: the image back that it had before; "…" because a question follows
    {"rollback"_L1, QT_TRANSLATE_NOOP("Reasons", "Roll back …"), "rollback"_L1},
    //: Menu line: a copy of the tenant's home into its archive
    {"backup"_L1, QT_TRANSLATE_NOOP("Reasons", "Back up now"), "archive"_L1},
    //: Menu line: shows the list of its backups, to choose one from
    {"restore"_L1, QT_TRANSLATE_NOOP("Reasons", "Restore …"), "clock"_L1},
    //: Menu line of a prefab or shared tenant: it becomes a container; the title of the question adds the tenant and
    //: "?"
    {"containerize"_L1, QT_TRANSLATE_NOOP("Reasons", "Run in a container"), "tier-container"_L1},
    //: Menu line; "…" because a question follows
    {"destroy"_L1, QT_TRANSLATE_NOOP("Reasons", "Destroy …"), "trash"_L1},
};

/// Why a tenant is stuck, and what to do about it. %1 is its host, %2 its port.
struct Story {
    QLatin1StringView reason;
    const char *title;
    const char *text;
    QLatin1StringView verb;
    bool hint = false; ///< core's hint comes from what failed and says more than `text`
};

constexpr Story stories[] = {
    {reasons::portTaken, QT_TRANSLATE_NOOP("Reasons", "Port %2 is taken on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "Something that is not ours listens there. Three failed starts in a row move it to another port."),
        "retry"_L1},
    {reasons::outOfMemory, QT_TRANSLATE_NOOP("Reasons", "It ran out of memory"),
        QT_TRANSLATE_NOOP(
            "Reasons", "%1 ended its container because it used all the memory of its plan. Its home is untouched."),
        "restart"_L1},
    {reasons::exited, QT_TRANSLATE_NOOP("Reasons", "It stopped by itself"),
        QT_TRANSLATE_NOOP("Reasons", "Its container ended. Its home is untouched; the log says more."), "restart"_L1},
    {reasons::healthTimeout, QT_TRANSLATE_NOOP("Reasons", "It never became healthy"),
        QT_TRANSLATE_NOOP(
            "Reasons", "Its container runs, but it did not answer as itself within the time that a start may take."),
        "restart"_L1},
    {reasons::identityMismatch, QT_TRANSLATE_NOOP("Reasons", "Something else answers in its place"),
        QT_TRANSLATE_NOOP("Reasons", "What answers on port %2 of %1 is not this tenant's agent."), "restart"_L1},
    {reasons::gatewayDown, QT_TRANSLATE_NOOP("Reasons", "Its gateway is down"),
        QT_TRANSLATE_NOOP("Reasons",
            "The container is up, but the part that speaks with WeChat does not run. If this lasts it is made anew."),
        "restart"_L1},
    {reasons::noAnswer, QT_TRANSLATE_NOOP("Reasons", "It runs but does not answer"),
        QT_TRANSLATE_NOOP("Reasons",
            "The container is up; its dashboard does not say that it is healthy. If this lasts it is made anew."),
        "restart"_L1},
    {reasons::pollStalled, QT_TRANSLATE_NOOP("Reasons", "It no longer polls WeChat"),
        QT_TRANSLATE_NOOP("Reasons", "The agent is healthy, but messages of the customer are not fetched."),
        "restart"_L1},
    {reasons::firstPoll, QT_TRANSLATE_NOOP("Reasons", "Its first poll of WeChat is awaited"),
        QT_TRANSLATE_NOOP("Reasons", "It is bound and healthy, and ready once it has polled WeChat."), "restart"_L1},
    {reasons::bindRevoked, QT_TRANSLATE_NOOP("Reasons", "WeChat signed this agent out"),
        QT_TRANSLATE_NOOP("Reasons",
            "The customer must scan once more. The agent itself is healthy; the old token is kept on the host."),
        "rebind"_L1},
    {reasons::credentialsDiffer, QT_TRANSLATE_NOOP("Reasons", "It uses another WeChat account than the bound one"),
        QT_TRANSLATE_NOOP("Reasons",
            "The account in its home is not the one that the customer bound. A restart writes the bound one again."),
        "restart"_L1},
    {reasons::bindingHeldBy, QT_TRANSLATE_NOOP("Reasons", "This WeChat already serves another tenant"),
        QT_TRANSLATE_NOOP(
            "Reasons", "One WeChat is one live tenant. Nothing was discarded: both tokens are kept on their hosts."),
        "movehere"_L1},
    {reasons::nameTakenForeign, QT_TRANSLATE_NOOP("Reasons", "Its name is taken on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "A container that this program did not make has the name. Rename or remove it on the host, then try "
            "again."),
        "retry"_L1},
    {reasons::hostIdentityChanged, QT_TRANSLATE_NOOP("Reasons", "%1 is not the machine it was"),
        QT_TRANSLATE_NOOP("Reasons",
            "It shows another key, or belongs to another registry. Nothing is done there, and nothing is started "
            "elsewhere, until a person has settled which is right."),
        "host"_L1},
    {reasons::hostUnreachable, QT_TRANSLATE_NOOP("Reasons", "%1 does not answer"),
        QT_TRANSLATE_NOOP("Reasons", "A step on the host got no answer. It is done again once the host is back."),
        "reconnect"_L1, true},
    {reasons::fenced, QT_TRANSLATE_NOOP("Reasons", "%1 knows a newer generation of it"),
        QT_TRANSLATE_NOOP("Reasons",
            "Another registry, or a copy of this one, is at work on the tenant. Find out which is right before going "
            "on."),
        "retry"_L1},
    {reasons::diskFull, QT_TRANSLATE_NOOP("Reasons", "The disk of %1 is full"),
        QT_TRANSLATE_NOOP(
            "Reasons", "Its home could not be written whole, so it was not started. Free space, then try again."),
        "retry"_L1},
    {reasons::imageMissing, QT_TRANSLATE_NOOP("Reasons", "The image is not on %1"),
        QT_TRANSLATE_NOOP("Reasons", "The host could neither find nor fetch the image of this tenant."), "retry"_L1},
    {reasons::hermesMissing, QT_TRANSLATE_NOOP("Reasons", "Hermes is not on %1"),
        QT_TRANSLATE_NOOP(
            "Reasons", "A prefab tenant runs the host's own Hermes, and there is none that it could run."),
        "retry"_L1, true},
    {reasons::capacity, QT_TRANSLATE_NOOP("Reasons", "No host has room for it"),
        QT_TRANSLATE_NOOP("Reasons", "Add a host, or free a place on one, then try again."), "retry"_L1},
    {reasons::refused, QT_TRANSLATE_NOOP("Reasons", "%1 refused a step"),
        QT_TRANSLATE_NOOP("Reasons", "It will not go on by itself until the cause is mended."), "retry"_L1, true},
    {reasons::stepFailed, QT_TRANSLATE_NOOP("Reasons", "A step failed on %1"),
        QT_TRANSLATE_NOOP("Reasons", "Nothing half done is left: the step is judged anew before it is done again."),
        "retry"_L1, true},
    {reasons::draining, QT_TRANSLATE_NOOP("Reasons", "It finishes its answers"),
        QT_TRANSLATE_NOOP("Reasons", "Its agent was told to stop and may take 210 s for what it has begun."),
        "retry"_L1},
    {reasons::secretsPending, QT_TRANSLATE_NOOP("Reasons", "Its secrets are on their way to %1"),
        QT_TRANSLATE_NOOP("Reasons", "It is started once they are there."), "retry"_L1},
    {reasons::secretsMissing, QT_TRANSLATE_NOOP("Reasons", "Its secrets never reached %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "It was asked for with secrets, and is not started without them. Provision it again with the same name, "
            "order and secrets."),
        "retry"_L1},
    {reasons::moving, QT_TRANSLATE_NOOP("Reasons", "It moves to %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "It serves while most of its home is copied, then stands still until the rest is there and compared."),
        "retry"_L1},
    {reasons::restoring, QT_TRANSLATE_NOOP("Reasons", "Its home is being restored on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "It starts again when its home is what the backup holds; what it was before is kept in the archive."),
        "retry"_L1},
    {reasons::adopting, QT_TRANSLATE_NOOP("Reasons", "What served before is taken over on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "The old container finishes its answers and stops for good; the tenant starts with a compared copy of its "
            "home."),
        "retry"_L1},
    {reasons::sourceGone, QT_TRANSLATE_NOOP("Reasons", "The old container is no longer on %1"),
        QT_TRANSLATE_NOOP("Reasons",
            "Its home was to be taken over. Destroy the tenant and adopt the directory of that home, if it is still "
            "there."),
        "retry"_L1},
};

const Story *storyOf(const QString &reason)
{
    for (const Story &story : stories) {
        if (reason == story.reason)
            return &story;
    }
    return nullptr;
}

/// Head of the list of what the proposed action does.
QString wouldTitleOf(const QString &verb)
{
    if (verb == "rebind"_L1)
        return sentence(QT_TRANSLATE_NOOP("Reasons", "Rebinding would"));
    if (verb == "movehere"_L1)
        return sentence(QT_TRANSLATE_NOOP("Reasons", "Moving it would"));
    if (verb == "restart"_L1)
        return sentence(QT_TRANSLATE_NOOP("Reasons", "Restarting would"));
    if (verb == "reconnect"_L1)
        return sentence(QT_TRANSLATE_NOOP("Reasons", "Trying the host would"));
    if (verb == "host"_L1)
        return sentence(QT_TRANSLATE_NOOP("Reasons", "Showing the host would"));
    return sentence(QT_TRANSLATE_NOOP("Reasons", "Trying again would"));
}

QStringList wouldOf(const QString &verb, const TenantRow &row)
{
    const QString next = QString::number(row.generation + 1);
    if (verb == "retry"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "look again at every host it may be on")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "go on from the step where it stopped")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "wait until it is healthy and itself"))};
    if (verb == "restart"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "look again at every host it may be on")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "create generation %1, wait until healthy")).arg(next),
            row.weixinUser.isEmpty() ? sentence(QT_TRANSLATE_NOOP("Reasons", "ask for a bind code"))
                                     : sentence(QT_TRANSLATE_NOOP("Reasons", "go on with the binding it has"))};
    if (verb == "rebind"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "show a bind code, the customer scans")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "archive the old token, stop and remove the container")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "create generation %1 with the new token")).arg(next)};
    if (verb == "movehere"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "take the WeChat from %1, which waits for another scan then"))
                    .arg(row.heldBy.isEmpty() ? u"?"_s : row.heldBy),
            sentence(QT_TRANSLATE_NOOP("Reasons", "create generation %1 with the login that was kept")).arg(next),
            sentence(QT_TRANSLATE_NOOP("Reasons", "ask nobody to scan again"))};
    if (verb == "reconnect"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "connect to %1 now, not at the next try")).arg(row.host),
            sentence(QT_TRANSLATE_NOOP("Reasons", "compare its key before anything is sent")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "look at what runs there, then go on"))};
    if (verb == "host"_L1)
        return {sentence(QT_TRANSLATE_NOOP("Reasons", "open %1 on the Hosts page")).arg(row.host),
            sentence(QT_TRANSLATE_NOOP("Reasons", "say what it answered, and let its key be compared")),
            sentence(QT_TRANSLATE_NOOP("Reasons", "change nothing by itself"))};
    return {};
}

QString placed(const char *text, const TenantRow &row)
{
    return sentence(text).replace(u"%1"_s, row.host).replace(u"%2"_s, QString::number(row.port));
}

void propose(ReasonCard &card, const QString &verb, const TenantRow &row)
{
    card.actions.prepend(tenantAction(verb, u"primary"_s));
    card.wouldTitle = wouldTitleOf(verb);
    card.would = wouldOf(verb, row);
}

ReasonCard unknownCard(const TenantRow &row, qint64 nowMs)
{
    ReasonCard card{true, u"warning"_s, u"clock"_s, {}, {}, {}, {}, {}, {}};
    const QString was = row.lastPhase.isEmpty() ? phaseLook(row.phase).name : phaseLook(row.lastPhase).name;
    card.code = sentence(QT_TRANSLATE_NOOP("Reasons", "last seen %1 at %2")).arg(was, formatTime(row.seenMs));
    if (const Story *story = row.reason == reasons::hostIdentityChanged ? storyOf(row.reason) : nullptr) {
        card.icon = u"shield-alert"_s;
        card.title = placed(story->title, row);
        card.text = placed(story->text, row);
        propose(card, story->verb, row);
        return card;
    }
    //: Title of the card of a tenant whose host does not answer, e.g. "Not seen for 6 min"
    card.title = sentence(QT_TRANSLATE_NOOP("Reasons", "Not seen for %1")).arg(formatAge(nowMs - row.seenMs));
    card.text = sentence(QT_TRANSLATE_NOOP("Reasons",
                             "%1 does not answer. This tenant was %2 and may well be running; nothing is started "
                             "elsewhere while that is possible."))
                    .arg(row.host, was);
    card.actions = {tenantAction(u"reconnect"_s)};
    return card;
}

/// Why, in the language of the window; then what core says of this very case. Its hints mostly name a command, where
/// here is a button.
QString textOf(const TenantRow &row, const Story *story)
{
    QStringList text;
    if (story)
        text.append(placed(story->text, row));
    if (!row.reasonText.isEmpty())
        text.append(row.reasonText);
    if (!row.reasonHint.isEmpty() && (!story || story->hint))
        text.append(row.reasonHint);
    return text.join(u' ');
}

} // namespace

ActionRecord tenantAction(const QString &verb, const QString &kind)
{
    for (const Verb &entry : verbs) {
        if (entry.verb == verb)
            return {verb, sentence(entry.label), entry.icon, kind, true};
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
    card.title = story ? placed(story->title, row) : said;
    card.text = textOf(row, story);
    card.code = sentence(QT_TRANSLATE_NOOP("Reasons", "%1 (%2) since %3"))
                    .arg(row.phase, row.reason, formatTime(row.phaseSinceMs));
    if (row.phase == "BACKOFF"_L1)
        return card;
    card.actions = {tenantAction(u"log"_s)};
    if (row.reason == reasons::bindingHeldBy)
        card.actions = {tenantAction(u"holder"_s), tenantAction(u"rebind"_s)};
    propose(card, story ? QString(story->verb) : blocked ? u"retry"_s : u"restart"_s, row);
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
    return phase != "PAUSED"_L1 || (verb != "restart"_L1 && verb != "stop"_L1);
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
    for (const QString &verb : {u"start"_s, u"restart"_s, u"rebind"_s, u"upgrade"_s, u"rollback"_s, u"backup"_s,
             u"restore"_s, u"migrate"_s, u"containerize"_s, u"stop"_s, u"destroy"_s}) {
        const bool aboutImages = verb == "upgrade"_L1 || verb == "rollback"_L1;
        if (first.contains(verb) || !verbFits(verb, row.phase) || (aboutImages && row.image.isEmpty())
            || (verb == "containerize"_L1 && row.tier == "container"_L1))
            continue;
        ActionRecord action = tenantAction(verb, verb == "destroy"_L1 ? u"danger"_s : u"secondary"_s);
        action.available = writable;
        actions.more.append(action);
    }
    return actions;
}

} // namespace hermes::desktop
