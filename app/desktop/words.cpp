#include "words.h"

#include "reasoncodes.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct Entry {
    QLatin1StringView code;
    const char *name;
    QLatin1StringView tone;
    bool ring;
    bool filled;
    int rank;
};

/// Design, "Colour": only what a person should look at is filled.
constexpr Entry phases[] = {
    {"BLOCKED"_L1, QT_TRANSLATE_NOOP("Phases", "Blocked"), "danger"_L1, false, true, 0},
    {"DEGRADED"_L1, QT_TRANSLATE_NOOP("Phases", "Degraded"), "warning"_L1, false, true, 1},
    {"BACKOFF"_L1, QT_TRANSLATE_NOOP("Phases", "Retrying"), "warning"_L1, false, true, 2},
    {"UNKNOWN"_L1, QT_TRANSLATE_NOOP("Phases", "Unknown"), "muted"_L1, true, false, 3},
    {"BIND_WAIT"_L1, QT_TRANSLATE_NOOP("Phases", "Waiting for scan"), "accent"_L1, false, true, 4},
    {"REQUESTED"_L1, QT_TRANSLATE_NOOP("Phases", "Requested"), "accent"_L1, true, false, 5},
    {"PLACED"_L1, QT_TRANSLATE_NOOP("Phases", "Placed"), "accent"_L1, true, false, 5},
    {"IMAGE_READY"_L1, QT_TRANSLATE_NOOP("Phases", "Image ready"), "accent"_L1, true, false, 5},
    {"CREATED"_L1, QT_TRANSLATE_NOOP("Phases", "Created"), "accent"_L1, true, false, 5},
    {"STARTING"_L1, QT_TRANSLATE_NOOP("Phases", "Starting"), "accent"_L1, true, false, 5},
    {"HEALTHY"_L1, QT_TRANSLATE_NOOP("Phases", "Healthy"), "accent"_L1, true, false, 5},
    {"REPLACING"_L1, QT_TRANSLATE_NOOP("Phases", "Replacing"), "accent"_L1, true, false, 6},
    {"DELETING"_L1, QT_TRANSLATE_NOOP("Phases", "Destroying"), "accent"_L1, true, false, 7},
    {"READY"_L1, QT_TRANSLATE_NOOP("Phases", "Ready"), "success"_L1, false, false, 8},
    {"PAUSED"_L1, QT_TRANSLATE_NOOP("Phases", "Paused"), "muted"_L1, true, false, 9},
    {"GONE"_L1, QT_TRANSLATE_NOOP("Phases", "Destroyed"), "muted"_L1, true, false, 10},
    //: A step of the timeline before the first phase: the customer's payment
    {"PAID"_L1, QT_TRANSLATE_NOOP("Phases", "Paid"), "success"_L1, false, false, 11},
    //: A step of the timeline: a new generation took the place of the old one
    {"REPLACED"_L1, QT_TRANSLATE_NOOP("Phases", "Replaced"), "success"_L1, false, false, 11},
};

constexpr Entry leaks[] = {
    //: Kinds of the leak board: a container without a tenant
    {"orphan"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Orphan"), "warning"_L1, false, true, 0},
    //: A tenant that should have a container and has none
    {"ghost"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Ghost"), "danger"_L1, false, true, 0},
    {"stale-generation"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Old generation"), "warning"_L1, false, true, 0},
    {"duplicate"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Duplicate"), "danger"_L1, false, true, 0},
    {"foreign-name"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Name taken"), "danger"_L1, false, true, 0},
    {"port-drift"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Wrong port"), "warning"_L1, false, true, 0},
    {"volume-without-owner"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Volume of nobody"), "muted"_L1, false, true, 0},
    {"home-without-owner"_L1, QT_TRANSLATE_NOOP("Leak kinds", "Home of nobody"), "muted"_L1, false, true, 0},
};

constexpr Entry hosts[] = {
    {"REACHABLE"_L1, QT_TRANSLATE_NOOP("Hosts", "Reachable"), "success"_L1, false, false, 5},
    {"CONNECTING"_L1, QT_TRANSLATE_NOOP("Hosts", "Connecting"), "accent"_L1, true, false, 4},
    {"CORDONED"_L1, QT_TRANSLATE_NOOP("Hosts", "Cordoned"), "muted"_L1, true, false, 6},
    {"KEY_UNKNOWN"_L1, QT_TRANSLATE_NOOP("Hosts", "Key not trusted"), "warning"_L1, false, true, 2},
    {"KEY_CHANGED"_L1, QT_TRANSLATE_NOOP("Hosts", "Key changed"), "danger"_L1, false, true, 0},
    {"REFUSED"_L1, QT_TRANSLATE_NOOP("Hosts", "Sign-in refused"), "danger"_L1, false, true, 1},
    //: State of a host that another registry claimed, or that is another machine than before
    {"NOT_OURS"_L1, QT_TRANSLATE_NOOP("Hosts", "Not ours"), "danger"_L1, false, true, 1},
    //: State of a host that can be signed in to, but whose Docker does not answer
    {"NO_ENGINE"_L1, QT_TRANSLATE_NOOP("Hosts", "No Docker"), "danger"_L1, false, true, 2},
    {"UNREACHABLE"_L1, QT_TRANSLATE_NOOP("Hosts", "Unreachable"), "danger"_L1, false, true, 3},
};

template <std::size_t N> const Entry *find(const Entry (&table)[N], const QString &code)
{
    for (const Entry &entry : table) {
        if (entry.code == code)
            return &entry;
    }
    return nullptr;
}

template <std::size_t N> Look look(const Entry (&table)[N], const char *context, const QString &code)
{
    const Entry *entry = find(table, code);
    if (!entry)
        return {code, u"muted"_s, true, false};
    return {QCoreApplication::translate(context, entry->name), entry->tone, entry->ring, entry->filled};
}

struct Word {
    QLatin1StringView code;
    const char *text;
};

constexpr Word reasonNames[] = {
    {reasons::portTaken, QT_TRANSLATE_NOOP("Reasons", "port taken")},
    {reasons::outOfMemory, QT_TRANSLATE_NOOP("Reasons", "out of memory")},
    {reasons::exited, QT_TRANSLATE_NOOP("Reasons", "stopped by itself")},
    {reasons::healthTimeout, QT_TRANSLATE_NOOP("Reasons", "never healthy")},
    {reasons::identityMismatch, QT_TRANSLATE_NOOP("Reasons", "not itself")},
    {reasons::gatewayDown, QT_TRANSLATE_NOOP("Reasons", "gateway down")},
    {reasons::noAnswer, QT_TRANSLATE_NOOP("Reasons", "no answer")},
    {reasons::pollStalled, QT_TRANSLATE_NOOP("Reasons", "not polling")},
    {reasons::firstPoll, QT_TRANSLATE_NOOP("Reasons", "first poll awaited")},
    {reasons::bindRevoked, QT_TRANSLATE_NOOP("Reasons", "session expired")},
    {reasons::credentialsDiffer, QT_TRANSLATE_NOOP("Reasons", "other account")},
    {reasons::bindingHeldBy, QT_TRANSLATE_NOOP("Reasons", "WeChat in use")},
    {reasons::nameTakenForeign, QT_TRANSLATE_NOOP("Reasons", "name taken")},
    {reasons::hostIdentityChanged, QT_TRANSLATE_NOOP("Reasons", "host changed")},
    {reasons::hostUnreachable, QT_TRANSLATE_NOOP("Reasons", "host unreachable")},
    {reasons::fenced, QT_TRANSLATE_NOOP("Reasons", "newer registry")},
    {reasons::diskFull, QT_TRANSLATE_NOOP("Reasons", "disk full")},
    {reasons::imageMissing, QT_TRANSLATE_NOOP("Reasons", "image missing")},
    {reasons::hermesMissing, QT_TRANSLATE_NOOP("Reasons", "no Hermes there")},
    {reasons::capacity, QT_TRANSLATE_NOOP("Reasons", "no room")},
    {reasons::refused, QT_TRANSLATE_NOOP("Reasons", "refused")},
    {reasons::stepFailed, QT_TRANSLATE_NOOP("Reasons", "step failed")},
    {reasons::draining, QT_TRANSLATE_NOOP("Reasons", "finishing answers")},
    {reasons::secretsPending, QT_TRANSLATE_NOOP("Reasons", "secrets under way")},
    {reasons::secretsMissing, QT_TRANSLATE_NOOP("Reasons", "secrets missing")},
    {reasons::moving, QT_TRANSLATE_NOOP("Reasons", "moving to another host")},
    {reasons::restoring, QT_TRANSLATE_NOOP("Reasons", "being restored")},
    {reasons::adopting, QT_TRANSLATE_NOOP("Reasons", "being taken over")},
    {reasons::sourceGone, QT_TRANSLATE_NOOP("Reasons", "old container gone")},
    {reasons::noPlatformDatabase, QT_TRANSLATE_NOOP("Reasons", "no platform database")},
};

constexpr Word payments[] = {
    {"PAID"_L1, QT_TRANSLATE_NOOP("Payments", "Paid")},
    {"LAPSED"_L1, QT_TRANSLATE_NOOP("Payments", "Lapsed")},
    {"NOTPAY"_L1, QT_TRANSLATE_NOOP("Payments", "Not paid")},
    {"REFUNDED"_L1, QT_TRANSLATE_NOOP("Payments", "Refunded")},
};

constexpr Word conditions[] = {
    {"Paid"_L1, QT_TRANSLATE_NOOP("Conditions", "Paid")},
    {"Placed"_L1, QT_TRANSLATE_NOOP("Conditions", "Placed")},
    {"Image"_L1, QT_TRANSLATE_NOOP("Conditions", "Image")},
    {"Running"_L1, QT_TRANSLATE_NOOP("Conditions", "Running")},
    {"Healthy"_L1, QT_TRANSLATE_NOOP("Conditions", "Healthy")},
    {"Bound"_L1, QT_TRANSLATE_NOOP("Conditions", "Bound")},
    {"Reachable"_L1, QT_TRANSLATE_NOOP("Conditions", "Reachable")},
    {"InSync"_L1, QT_TRANSLATE_NOOP("Conditions", "In sync")},
};

constexpr Word tiers[] = {
    {"container"_L1, QT_TRANSLATE_NOOP("Tiers", "container")},
    {"prefab"_L1, QT_TRANSLATE_NOOP("Tiers", "prefab")},
    {"shared"_L1, QT_TRANSLATE_NOOP("Tiers", "shared")},
};

template <std::size_t N> QString word(const Word (&table)[N], const char *context, const QString &code)
{
    for (const Word &entry : table) {
        if (entry.code == code)
            return QCoreApplication::translate(context, entry.text);
    }
    return code;
}

} // namespace

Look phaseLook(const QString &phase)
{
    return look(phases, "Phases", phase);
}

int phaseRank(const QString &phase)
{
    const Entry *entry = find(phases, phase);
    return entry ? entry->rank : 3;
}

Look leakLook(const QString &kind)
{
    return look(leaks, "Leak kinds", kind);
}

Look hostLook(const QString &state)
{
    return look(hosts, "Hosts", state);
}

QString reasonWords(const QString &reason)
{
    const QString known = word(reasonNames, "Reasons", reason);
    return known == reason ? reason.toLower().replace(u'_', u' ') : known;
}

QString paymentWords(const QString &payment)
{
    return payment.isEmpty() ? u"–"_s : word(payments, "Payments", payment);
}

QString conditionWords(const QString &condition)
{
    return word(conditions, "Conditions", condition);
}

QString tierWords(const QString &tier)
{
    return word(tiers, "Tiers", tier);
}

} // namespace hermes::desktop
