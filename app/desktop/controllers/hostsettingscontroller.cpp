#include "hostsettingscontroller.h"

#include "format.h"
#include "types.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 gibibyte = 1LL << 30;

/// A whole number; nothing where it is none, or not from `least` to `most`.
std::optional<int> numberIn(const QString &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.trimmed().toInt(&isNumber);
    return isNumber && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// Gibibytes as people type them, with a point or a comma.
std::optional<qint64> bytesIn(const QString &text)
{
    constexpr double most = 1 << 20; // a pebibyte
    bool isNumber = false;
    const double number = text.trimmed().replace(u',', u'.').toDouble(&isNumber);
    return isNumber && number >= 0 && number <= most ? std::optional(qint64(number * double(gibibyte))) : std::nullopt;
}

/// As it is said and shown where nothing was set.
constexpr QLatin1StringView loopback("loopback");

QString gibibytesText(qint64 bytes)
{
    return QString::number(double(bytes) / double(gibibyte), 'g', 6);
}

} // namespace

HostSettingsController::HostSettingsController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{ }

void HostSettingsController::begin(const QString &host, int tenants)
{
    m_host = host;
    m_tenants = tenants;
    m_detail = {};
    m_capacity.clear();
    m_overcommit.clear();
    m_reserve.clear();
    m_reserveBefore.clear();
    m_hermesPath.clear();
    m_urlFrom.clear();
    m_allowPrefab = m_allowShared = false;
    m_open = true;
    read();
}

void HostSettingsController::read()
{
    m_problem.clear();
    m_working = false;
    m_loading = true;
    const int round = ++m_round;
    m_backend.hostDetail(m_host).then(this, [this, round](const Result<HostDetail> &detail) {
        if (round != m_round)
            return;
        if (detail)
            take(*detail);
        else
            m_problem.set(detail.error());
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void HostSettingsController::take(const HostDetail &detail)
{
    m_loading = false;
    m_detail = detail;
    m_capacity = QString::number(detail.limits.capacity);
    m_overcommit = QString::number(detail.limits.memoryOvercommit);
    m_reserve = m_reserveBefore = gibibytesText(detail.limits.diskReserve);
    m_allowPrefab = detail.limits.allowPrefab;
    m_hermesPath = detail.limits.hermesPath;
    m_allowShared = detail.limits.allowShared;
    m_urlFrom = detail.limits.urlFrom.isEmpty() ? loopback : detail.limits.urlFrom;
}

void HostSettingsController::cancel()
{
    m_open = false;
    ++m_round;
    Q_EMIT changed();
}

HostLimits HostSettingsController::wanted() const
{
    HostLimits limits = m_detail.limits;
    limits.capacity = numberIn(m_capacity, 0, 65'535).value_or(limits.capacity);
    limits.memoryOvercommit = numberIn(m_overcommit, 0, 10'000).value_or(limits.memoryOvercommit);
    if (m_reserve.trimmed() != m_reserveBefore)
        limits.diskReserve = bytesIn(m_reserve).value_or(limits.diskReserve);
    limits.allowPrefab = m_allowPrefab;
    limits.hermesPath = m_allowPrefab ? m_hermesPath.trimmed() : QString();
    limits.allowShared = m_allowShared;
    const QString from = m_urlFrom.trimmed();
    limits.urlFrom = from == loopback ? QString() : from;
    return limits;
}

bool HostSettingsController::isReady() const
{
    return !m_loading && !m_working && (errorCount() > 0 || !(wanted() == m_detail.limits));
}

QString HostSettingsController::capacityError() const
{
    return m_loading || numberIn(m_capacity, 0, 65'535) ? QString() : tr("A number from 0 (no limit) to 65535.");
}

QString HostSettingsController::capacityNote() const
{
    //: Under the number of places of a host; %n of them are taken
    return tr("%n taken; 0: as many as ports", nullptr, m_tenants);
}

QString HostSettingsController::overcommitError() const
{
    const auto number = numberIn(m_overcommit, 0, 10'000);
    return m_loading || (number && (*number == 0 || *number >= 100)) ? QString()
                                                                     : tr("A number from 100 to 10000, or 0.");
}

QString HostSettingsController::overcommitNote() const
{
    const auto number = numberIn(m_overcommit, 0, 10'000);
    if (number == 0)
        return tr("memory is left out of account");
    if (!number || m_detail.memoryTotal <= 0)
        return tr("0: memory is not counted");
    //: Under the share of a host's memory that may be promised, e.g. "20.5 of 96 GB promised"
    return tr("%1 promised").arg(formatShare(m_detail.memoryPromised, m_detail.memoryTotal * *number / 100));
}

QString HostSettingsController::reserveError() const
{
    return m_loading || bytesIn(m_reserve) ? QString() : tr("GB such as 5 or 0.5, or 0.");
}

QString HostSettingsController::reserveNote() const
{
    if (m_detail.diskTotal <= 0)
        return tr("0: all of it is used");
    //: Under what is kept free of a host's disk, e.g. "59 of 200 GB free"
    return tr("%1 free").arg(formatShare(m_detail.diskTotal - m_detail.diskUsed, m_detail.diskTotal));
}

QString HostSettingsController::hermesError() const
{
    const QString path = m_hermesPath.trimmed();
    return !m_allowPrefab || path.isEmpty() || isHermesPath(path)
        ? QString()
        : tr("A path on the host, of letters, digits and . _ - + @ / only.");
}

QString HostSettingsController::urlFromError() const
{
    const QString from = m_urlFrom.trimmed();
    return m_loading || from.isEmpty() || isUrlFrom(from)
        ? QString()
        : tr("loopback, gateway, or an address without port and path such as https://agents.example.com.");
}

QString HostSettingsController::urlFromNote() const
{
    const QString from = m_urlFrom.trimmed();
    if (from.isEmpty() || from == loopback)
        return tr("the backend runs on this host itself");
    return from == "gateway"_L1 ? tr("it runs in a container of this host: a proxy there has to forward the same ports")
                                : tr("a proxy has to forward the same ports from there to this host's loopback");
}

QString HostSettingsController::warning() const
{
    if (m_loading || errorCount() > 0)
        return {};
    const HostLimits limits = wanted();
    QStringList sentences;
    if (limits.capacity > 0 && m_tenants > limits.capacity)
        sentences.append(tr("%n tenant(s) are on it: they stay, and it takes no further one.", nullptr, m_tenants));
    const qint64 most = m_detail.memoryTotal * limits.memoryOvercommit / 100;
    if (most > 0 && m_detail.memoryPromised > most)
        sentences.append(tr("More of its memory is promised already: those on it stay, it takes no further tenant."));
    if (m_detail.diskTotal > 0 && m_detail.diskTotal - m_detail.diskUsed < limits.diskReserve)
        sentences.append(tr("Less of its disk is free now: it takes no further tenant until there is more."));
    return sentences.join(u' ');
}

int HostSettingsController::errorCount() const
{
    return int(!capacityError().isEmpty()) + int(!overcommitError().isEmpty()) + int(!reserveError().isEmpty())
        + int(!hermesError().isEmpty()) + int(!urlFromError().isEmpty());
}

QString HostSettingsController::errorText() const
{
    return errorCount() > 0 ? tr("%n field(s) to fix", nullptr, errorCount()) : QString();
}

void HostSettingsController::submit()
{
    if (m_loading || m_working)
        return;
    const std::pair<QString, QString> fields[]
        = {{capacityError(), u"capacity"_s}, {overcommitError(), u"overcommit"_s}, {reserveError(), u"reserve"_s},
            {urlFromError(), u"urlFrom"_s}, {hermesError(), u"hermes"_s}};
    for (const auto &[error, field] : fields) {
        if (error.isEmpty())
            continue;
        Q_EMIT focusAsked(field);
        return;
    }
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    m_backend.changeHost(m_host, m_detail.limits, wanted()).then(this, [this, round = m_round](const Status &done) {
        if (round != m_round)
            return;
        m_working = false;
        if (!done) {
            m_problem.set(done.error());
            Q_EMIT changed();
            return;
        }
        cancel();
        Q_EMIT saved(m_host);
    });
}

} // namespace hermes::desktop
