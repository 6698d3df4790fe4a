#include "hostchoice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

// A relist and a burst of pushes are one reading.
constexpr int burstMs = 50;

HostChoiceRecord recordOf(const Placement &placement)
{
    const double share = placement.capacity > 0 ? qMin(1.0, double(placement.tenants) / placement.capacity) : 0;
    HostChoiceRecord record{
        placement.host, QString::number(placement.tenants), placement.reason, share, u"accent"_s, placement.possible};
    if (placement.capacity > 0)
        record.places = u"%1/%2"_s.arg(placement.tenants).arg(placement.capacity);
    if (placement.possible)
        record.room = HostChoice::tr("%1 free").arg(placement.room);
    record.tone = !placement.possible ? u"muted"_s : share >= fullShare ? u"warning"_s : u"accent"_s;
    return record;
}

} // namespace

HostChoice::HostChoice(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_again.setSingleShot(true);
    m_again.setInterval(burstMs);
    connect(&m_again, &QTimer::timeout, this, &HostChoice::read);
    const auto again = [this] {
        if (m_open && !m_again.isActive())
            m_again.start();
    };
    connect(&backend, &Backend::hostsListed, this, again);
    connect(&backend, &Backend::hostChanged, this, again);
}

void HostChoice::begin(const QString &tier, const QString &butNot)
{
    m_butNot = butNot;
    m_open = true;
    m_chosen = false;
    m_host.clear();
    m_placements.clear();
    m_records.set({});
    m_tier = tier;
    read();
}

void HostChoice::end()
{
    m_open = false;
    m_again.stop();
    ++m_asked;
}

void HostChoice::setTier(const QString &tier)
{
    m_tier = tier;
    read();
}

void HostChoice::choose(const QString &host)
{
    m_host = host;
    m_chosen = true;
    Q_EMIT changed();
}

QString HostChoice::reason() const
{
    for (const Placement &placement : m_placements) {
        if (placement.host == m_host)
            return placement.possible ? QString() : placement.reason;
    }
    return {};
}

void HostChoice::read()
{
    const int asked = ++m_asked;
    m_backend.placements(m_tier).then(this, [this, asked](const Result<QList<Placement>> &placements) {
        if (asked != m_asked)
            return;
        if (placements)
            take(*placements);
        else
            Q_EMIT failed(placements.error());
    });
}

void HostChoice::take(const QList<Placement> &answer)
{
    QList<Placement> placements = answer;
    placements.removeIf([this](const Placement &placement) { return placement.host == m_butNot; });
    // The fleet is listed every few seconds: what is the same must not begin a new preview.
    if (placements == m_placements)
        return;
    m_placements = placements;
    settle();
    rebuild();
    Q_EMIT changed();
}

/// What the person chose stays; else the host stays for as long as it is possible, so that it does not jump under the
/// button that is about to be pressed.
void HostChoice::settle()
{
    const auto current = std::find_if(
        m_placements.begin(), m_placements.end(), [this](const Placement &place) { return place.host == m_host; });
    if (current == m_placements.end())
        m_chosen = false;
    else if (m_chosen || current->possible)
        return;
    const auto best
        = std::find_if(m_placements.begin(), m_placements.end(), [](const Placement &place) { return place.possible; });
    if (best != m_placements.end())
        m_host = best->host;
    else if (current == m_placements.end())
        m_host.clear();
}

void HostChoice::rebuild()
{
    QList<HostChoiceRecord> records;
    for (const Placement &placement : std::as_const(m_placements))
        records.append(recordOf(placement));
    m_records.set(records);
}

void HostChoice::retranslate()
{
    rebuild();
}

} // namespace hermes::desktop
