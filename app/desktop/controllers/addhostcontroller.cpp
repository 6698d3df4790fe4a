#include "addhostcontroller.h"

#include "hostlistmodel.h"
#include "types.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

/// user@host:port, [v6]:port; port and user optional.
QRegularExpressionMatch splitAddress(const QString &address)
{
    static const QRegularExpression pattern(
        u"^(?:(?<user>[^@\\s]+)@)?(?<host>\\[[0-9A-Fa-f:.%]+\\]|[^@:\\s\\[\\]]+)(?::(?<port>\\d{1,5}))?$"_s);
    return pattern.match(address.trimmed());
}

} // namespace

AddHostController::AddHostController(Backend &backend, const HostListModel &hosts, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_hosts(hosts)
{ }

void AddHostController::begin()
{
    if (m_open)
        return;
    m_name.clear();
    m_address.clear();
    m_auth = u"key"_s;
    m_identityFile.clear();
    m_capacity = u"16"_s;
    m_ports = u"8700-9699"_s;
    m_dataRoot = u"~/hermes"_s;
    m_allowPrefab = m_allowShared = false;
    m_hermesPath.clear();
    m_secret = {};
    m_problem.clear();
    m_tried = m_working = false;
    m_open = true;
    Q_EMIT changed();
}

void AddHostController::cancel()
{
    m_open = false;
    m_secret = {};
    Q_EMIT changed();
}

void AddHostController::assign(QString &member, const QString &value)
{
    if (member == value)
        return;
    member = value;
    m_problem.clear();
    Q_EMIT changed();
}

void AddHostController::setSecret(const QString &secret)
{
    m_secret = secret.isEmpty() ? Secret() : Secret(secret.toUtf8());
    Q_EMIT changed();
}

QString AddHostController::nameError() const
{
    static const QRegularExpression pattern(u"^[a-z0-9][a-z0-9.-]{0,62}$"_s);
    if (m_name.isEmpty())
        return m_tried ? tr("A name is needed.") : QString();
    if (!pattern.match(m_name).hasMatch())
        return tr("Small letters, digits, - and . only; a letter or digit first.");
    return m_hosts.find(m_name) ? tr("There is a host of this name already.") : QString();
}

QString AddHostController::addressError() const
{
    if (m_address.trimmed().isEmpty())
        return m_tried ? tr("An address is needed.") : QString();
    const auto match = splitAddress(m_address);
    if (!match.hasMatch())
        return tr("Write it as user@host or user@host:port.");
    const int port = match.captured(u"port"_s).toInt();
    if (!match.captured(u"port"_s).isEmpty() && (port < 1 || port > 65535))
        return tr("A port is a number from 1 to 65535.");
    return m_tried && match.captured(u"user"_s).isEmpty() ? tr("Who signs in? Write it as user@host.") : QString();
}

QString AddHostController::identityError() const
{
    return m_tried && m_auth == "key"_L1 && m_identityFile.trimmed().isEmpty() ? tr("Choose the private key file.")
                                                                               : QString();
}

QString AddHostController::secretError() const
{
    return m_tried && m_auth == "password"_L1 && m_secret.isEmpty() ? tr("A password is needed.") : QString();
}

QString AddHostController::capacityError() const
{
    bool isNumber = false;
    const int capacity = m_capacity.trimmed().toInt(&isNumber);
    return isNumber && capacity >= 0 && capacity <= 65'535 ? QString() : tr("A number from 0 (no limit) to 65535.");
}

QString AddHostController::portsError() const
{
    static const QRegularExpression pattern(u"^\\s*(\\d{1,5})\\s*[-–]\\s*(\\d{1,5})\\s*$"_s);
    const auto match = pattern.match(m_ports);
    const int first = match.captured(1).toInt();
    const int last = match.captured(2).toInt();
    return match.hasMatch() && first >= 1024 && last <= 65535 && first < last
        ? QString()
        : tr("Two ports from 1024 to 65535, as 8700-9699.");
}

void AddHostController::setAllowPrefab(bool allow)
{
    if (m_allowPrefab == allow)
        return;
    m_allowPrefab = allow;
    Q_EMIT changed();
}

void AddHostController::setAllowShared(bool allow)
{
    if (m_allowShared == allow)
        return;
    m_allowShared = allow;
    Q_EMIT changed();
}

QString AddHostController::hermesError() const
{
    const QString path = m_hermesPath.trimmed();
    return !m_allowPrefab || path.isEmpty() || isHermesPath(path)
        ? QString()
        : tr("A path on the host, of letters, digits and . _ - + @ / only.");
}

int AddHostController::errorCount() const
{
    return int(!nameError().isEmpty()) + int(!addressError().isEmpty()) + int(!identityError().isEmpty())
        + int(!secretError().isEmpty()) + int(!capacityError().isEmpty()) + int(!portsError().isEmpty())
        + int(!hermesError().isEmpty());
}

QString AddHostController::errorText() const
{
    return errorCount() > 0 ? tr("%n field(s) to fix", nullptr, errorCount()) : QString();
}

QString AddHostController::verb() const
{
    if (m_working)
        return tr("Adding …");
    return m_name.isEmpty() ? tr("Add host") : tr("Add %1").arg(m_name);
}

HostDraft AddHostController::draft() const
{
    const auto match = splitAddress(m_address);
    HostDraft draft;
    draft.name = m_name;
    draft.user = match.captured(u"user"_s);
    draft.address = match.captured(u"host"_s);
    if (draft.address.startsWith(u'['))
        draft.address = draft.address.mid(1, draft.address.size() - 2);
    if (!match.captured(u"port"_s).isEmpty())
        draft.port = match.captured(u"port"_s).toInt();
    draft.auth = m_auth;
    if (m_auth == "key"_L1)
        draft.identityFile = m_identityFile.trimmed();
    draft.capacity = m_capacity.trimmed().toInt();
    const QStringList ports = QString(m_ports).replace(u'–', u'-').split(u'-');
    draft.firstPort = ports.value(0).trimmed().toInt();
    draft.lastPort = ports.value(1).trimmed().toInt();
    draft.dataRoot = m_dataRoot.trimmed();
    draft.allowPrefab = m_allowPrefab;
    if (m_allowPrefab)
        draft.hermesPath = m_hermesPath.trimmed();
    draft.allowShared = m_allowShared;
    return draft;
}

QString AddHostController::firstWrongField() const
{
    const std::pair<QString, QString> fields[] = {{nameError(), u"name"_s}, {addressError(), u"address"_s},
        {identityError(), u"identity"_s}, {secretError(), u"secret"_s}, {capacityError(), u"capacity"_s},
        {portsError(), u"ports"_s}, {hermesError(), u"hermes"_s}};
    for (const auto &[error, field] : fields) {
        if (!error.isEmpty())
            return field;
    }
    return {};
}

void AddHostController::submit()
{
    m_tried = true;
    if (errorCount() > 0 || m_working) {
        Q_EMIT changed();
        Q_EMIT focusAsked(firstWrongField());
        return;
    }
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    m_backend.addHost(draft(), m_secret).then(this, [this, name = m_name, address = m_address](const Status &done) {
        m_working = false;
        if (!done) {
            m_problem.set(done.error());
            Q_EMIT changed();
            return;
        }
        cancel();
        Q_EMIT added(name, address);
    });
}

} // namespace hermes::desktop
