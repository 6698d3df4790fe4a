#include "auditwords.h"

#include "format.h"
#include "orderwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct AuditText {
    Q_DECLARE_TR_FUNCTIONS(Audit)
};

struct AuditWord {
    QLatin1StringView code;
    const char *words;
};

constexpr AuditWord auditVerbs[] = {
    {"adopt"_L1, QT_TRANSLATE_NOOP("Audit", "Take over")},
    {"archive.sweep"_L1, QT_TRANSLATE_NOOP("Audit", "Clear the archive")},
    {"backup"_L1, QT_TRANSLATE_NOOP("Audit", "Back up")},
    {"bind"_L1, QT_TRANSLATE_NOOP("Audit", "Bind WeChat")},
    {"bind.start"_L1, QT_TRANSLATE_NOOP("Audit", "Ask for a bind code")},
    {"destroy"_L1, QT_TRANSLATE_NOOP("Audit", "Destroy")},
    {"destroy.reason"_L1, QT_TRANSLATE_NOOP("Audit", "Reason to destroy")},
    {"exec"_L1, QT_TRANSLATE_NOOP("Audit", "Run a command")},
    {"home.move"_L1, QT_TRANSLATE_NOOP("Audit", "Home moved")},
    {"host.add"_L1, QT_TRANSLATE_NOOP("Audit", "Add host")},
    {"host.adopt"_L1, QT_TRANSLATE_NOOP("Audit", "Take over host")},
    {"host.cordon"_L1, QT_TRANSLATE_NOOP("Audit", "Cordon")},
    {"host.destroyed"_L1, QT_TRANSLATE_NOOP("Audit", "Moved off a lost host")},
    {"host.drain"_L1, QT_TRANSLATE_NOOP("Audit", "Drain")},
    {"host.drain.end"_L1, QT_TRANSLATE_NOOP("Audit", "End drain")},
    {"host.forget"_L1, QT_TRANSLATE_NOOP("Audit", "Declare host lost")},
    {"host.install-cli"_L1, QT_TRANSLATE_NOOP("Audit", "Put command line there")},
    {"host.remove"_L1, QT_TRANSLATE_NOOP("Audit", "Remove host")},
    {"host.remove-cli"_L1, QT_TRANSLATE_NOOP("Audit", "Remove command line")},
    {"host.set"_L1, QT_TRANSLATE_NOOP("Audit", "Change host settings")},
    {"host.trust"_L1, QT_TRANSLATE_NOOP("Audit", "Trust host key")},
    {"host.uncordon"_L1, QT_TRANSLATE_NOOP("Audit", "Uncordon")},
    {"image.pin"_L1, QT_TRANSLATE_NOOP("Audit", "Pin image")},
    {"keys.issue"_L1, QT_TRANSLATE_NOOP("Audit", "Issue keys")},
    {"keys.revoke"_L1, QT_TRANSLATE_NOOP("Audit", "Revoke keys")},
    {"lapse"_L1, QT_TRANSLATE_NOOP("Audit", "Pause, subscription over")},
    {"mend"_L1, QT_TRANSLATE_NOOP("Audit", "Make anew")},
    {"migrate"_L1, QT_TRANSLATE_NOOP("Audit", "Move")},
    {"place"_L1, QT_TRANSLATE_NOOP("Audit", "Place")},
    {"plan.save"_L1, QT_TRANSLATE_NOOP("Audit", "Save plan")},
    {"platform.adopt"_L1, QT_TRANSLATE_NOOP("Audit", "Take over a lost registry’s hosts")},
    {"platform.tell"_L1, QT_TRANSLATE_NOOP("Audit", "Tell the platform")},
    {"port.move"_L1, QT_TRANSLATE_NOOP("Audit", "Change port")},
    {"provision"_L1, QT_TRANSLATE_NOOP("Audit", "Provision")},
    {"purge"_L1, QT_TRANSLATE_NOOP("Audit", "End archive")},
    {"quarantine"_L1, QT_TRANSLATE_NOOP("Audit", "Put aside")},
    {"reactivate"_L1, QT_TRANSLATE_NOOP("Audit", "Start, subscription active")},
    {"rebind"_L1, QT_TRANSLATE_NOOP("Audit", "Rebind")},
    {"rebuild"_L1, QT_TRANSLATE_NOOP("Audit", "Rebuild record")},
    {"registry.move"_L1, QT_TRANSLATE_NOOP("Audit", "Move registry")},
    {"restart"_L1, QT_TRANSLATE_NOOP("Audit", "Restart")},
    {"restore"_L1, QT_TRANSLATE_NOOP("Audit", "Restore")},
    {"retry"_L1, QT_TRANSLATE_NOOP("Audit", "Try again")},
    {"rollback"_L1, QT_TRANSLATE_NOOP("Audit", "Roll back")},
    {"secrets.store"_L1, QT_TRANSLATE_NOOP("Audit", "Store secrets")},
    {"start"_L1, QT_TRANSLATE_NOOP("Audit", "Start")},
    {"stop"_L1, QT_TRANSLATE_NOOP("Audit", "Stop")},
    {"unbind"_L1, QT_TRANSLATE_NOOP("Audit", "Unbind WeChat")},
    {"upgrade"_L1, QT_TRANSLATE_NOOP("Audit", "Upgrade")},
};

constexpr AuditWord auditKeys[] = {
    {"address"_L1, QT_TRANSLATE_NOOP("Audit", "Address")},
    {"after"_L1, QT_TRANSLATE_NOOP("Audit", "After")},
    {"amount"_L1, QT_TRANSLATE_NOOP("Audit", "Amount")},
    {"approver"_L1, QT_TRANSLATE_NOOP("Audit", "Approver")},
    {"baseUrl"_L1, QT_TRANSLATE_NOOP("Audit", "Address")},
    {"before"_L1, QT_TRANSLATE_NOOP("Audit", "Before")},
    {"capacity"_L1, QT_TRANSLATE_NOOP("Audit", "Capacity")},
    {"command"_L1, QT_TRANSLATE_NOOP("Audit", "Command")},
    {"externalRef"_L1, QT_TRANSLATE_NOOP("Audit", "Container")},
    {"file"_L1, QT_TRANSLATE_NOOP("Audit", "File")},
    {"files"_L1, QT_TRANSLATE_NOOP("Audit", "Files")},
    {"finding"_L1, QT_TRANSLATE_NOOP("Audit", "Finding")},
    {"generation"_L1, QT_TRANSLATE_NOOP("Audit", "Generation")},
    {"host"_L1, QT_TRANSLATE_NOOP("Audit", "Host")},
    {"hostPort"_L1, QT_TRANSLATE_NOOP("Audit", "Port")},
    {"image"_L1, QT_TRANSLATE_NOOP("Audit", "Image")},
    {"instance"_L1, QT_TRANSLATE_NOOP("Audit", "Instance")},
    {"key"_L1, QT_TRANSLATE_NOOP("Audit", "Key")},
    {"left"_L1, QT_TRANSLATE_NOOP("Audit", "Left")},
    {"note"_L1, QT_TRANSLATE_NOOP("Audit", "Note")},
    {"object"_L1, QT_TRANSLATE_NOOP("Audit", "Object")},
    {"order"_L1, QT_TRANSLATE_NOOP("Audit", "Order")},
    {"plan"_L1, QT_TRANSLATE_NOOP("Audit", "Plan")},
    {"port"_L1, QT_TRANSLATE_NOOP("Audit", "Port")},
    {"reason"_L1, QT_TRANSLATE_NOOP("Audit", "Reason")},
    {"refundNo"_L1, QT_TRANSLATE_NOOP("Audit", "Refund")},
    {"status"_L1, QT_TRANSLATE_NOOP("Audit", "Status")},
    {"subscription"_L1, QT_TRANSLATE_NOOP("Audit", "Subscription")},
    {"tenant"_L1, QT_TRANSLATE_NOOP("Audit", "Tenant")},
    {"tenants"_L1, QT_TRANSLATE_NOOP("Audit", "Tenants")},
    {"tier"_L1, QT_TRANSLATE_NOOP("Audit", "Tier")},
    {"type"_L1, QT_TRANSLATE_NOOP("Audit", "Type")},
    {"urlFrom"_L1, QT_TRANSLATE_NOOP("Audit", "Address from")},
    {"version"_L1, QT_TRANSLATE_NOOP("Audit", "Version")},
    {"worker"_L1, QT_TRANSLATE_NOOP("Audit", "Worker")},
};

constexpr QLatin1StringView orderVerb("order.");

/// Words for a code; empty where it is not known here.
template <size_t count> QString wordsIn(const AuditWord (&table)[count], const QString &code)
{
    const auto found
        = std::find_if(std::begin(table), std::end(table), [&](const AuditWord &one) { return one.code == code; });
    return found == std::end(table) ? QString() : AuditText::tr(found->words);
}

QString keyTitle(const QString &key)
{
    const QString words = wordsIn(auditKeys, key);
    return words.isEmpty() ? shownText(key) : words;
}

/// Within a line: "port: 20004".
QString keyInLine(const QString &key)
{
    const QString words = wordsIn(auditKeys, key);
    return words.isEmpty() ? shownText(key) : words.toLower();
}

/// "image: a · tier: b"; what is empty is not told.
QString valueText(const QJsonValue &value)
{
    QStringList parts;
    if (value.isArray())
        for (const auto &each : value.toArray())
            parts.append(valueText(each));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (const QString text = valueText(*it); !text.isEmpty())
            parts.append(keyInLine(it.key()) + u": "_s + text);
    return value.isArray() ? parts.join(u", "_s)
        : value.isObject() ? parts.join(u" · "_s)
                           : value.toVariant().toString();
}

/// Pieces of what an entry says besides who, what and to whom.
QList<std::pair<QString, QString>> partsOf(const AuditRow &row)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(row.detail.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return row.detail.isEmpty() ? QList<std::pair<QString, QString>>()
                                    : QList<std::pair<QString, QString>>{{{}, row.detail}};
    const QJsonObject json = document.object();
    QList<std::pair<QString, QString>> parts;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (const QString text = valueText(*it); !text.isEmpty())
            parts.append({it.key(), text});
    }
    return parts;
}

/// What a person wrote comes first and without its name; ids that only programs use are not told.
QString detailWords(const AuditRow &row)
{
    QStringList words;
    QString before;
    QString after;
    for (const auto &[key, text] : partsOf(row)) {
        if (key == "before"_L1)
            before = text;
        else if (key == "after"_L1)
            after = text;
        else if (key == "note"_L1 || key.isEmpty())
            words.prepend(text);
        else if (key != "tenant"_L1 || row.verb.startsWith(orderVerb))
            words.append(keyInLine(key) + u": "_s + text);
    }
    if (!before.isEmpty() && !after.isEmpty())
        words.prepend(before + u" → "_s + after);
    else if (!before.isEmpty() || !after.isEmpty())
        words.append(before + after);
    return words.join(u" · "_s);
}

bool isSameDay(qint64 a, qint64 b)
{
    return QDateTime::fromMSecsSinceEpoch(a).date() == QDateTime::fromMSecsSinceEpoch(b).date();
}

} // namespace

QString auditVerbWords(const QString &verb)
{
    if (verb.startsWith(orderVerb)) {
        const QString about = verb.mid(orderVerb.size()).toUpper();
        const QString title = verbTitle(about);
        return title == shownText(about) ? shownText(verb) : title;
    }
    const QString words = wordsIn(auditVerbs, verb);
    return words.isEmpty() ? shownText(verb) : words;
}

AuditRecord auditRecord(const AuditRow &row, qint64 nowMs)
{
    return {QString::number(row.id), isSameDay(row.at, nowMs) ? formatTime(row.at) : formatDayTime(row.at),
        formatMoment(row.at), shownText(auditName(row)), auditVerbWords(row.verb), shownText(row.verb),
        shownText(row.target), shownText(detailWords(row))};
}

QList<FactRecord> auditFacts(const AuditRow &row)
{
    QList<FactRecord> facts;
    const auto add = [&](const QString &label, const QString &value, bool mono) {
        if (!value.isEmpty())
            facts.append({label, shownText(value), {}, mono, u"copy"_s, AuditText::tr("Copy"), value});
    };
    add(AuditText::tr("When"), formatMoment(row.at), false);
    //: Of an entry of the audit: who did it
    add(AuditText::tr("Who"), auditName(row), false);
    //: Of an entry of the audit: the fingerprint of the SSH key of who did it
    add(AuditText::tr("Key"), auditKey(row), true);
    //: Of an entry of the audit: the code of what was done
    add(AuditText::tr("Did"), row.verb, true);
    //: Of an entry of the audit: to which tenant, host or order
    add(AuditText::tr("To"), row.target, true);
    for (const auto &[key, text] : partsOf(row))
        add(key.isEmpty() ? AuditText::tr("Detail") : keyTitle(key), text, key != "note"_L1);
    return facts;
}

} // namespace hermes::desktop
