#include "noticecontroller.h"

#include <QCryptographicHash>
#include <utility>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 rememberedForMs = 3'600'000;
const QString toldKey = u"told"_s;

/// What is kept of an order in the settings: as much as tells it from others.
QString markOf(const QString &order)
{
    constexpr int enough = 16;
    return QString::fromLatin1(
        QCryptographicHash::hash(order.toUtf8(), QCryptographicHash::Sha256).toHex().left(enough));
}

} // namespace

NoticeController::NoticeController(SettingsController &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{ }

QString NoticeController::title() const
{
    return m_orders.size() > 1 ? tr("%n paid order(s) are not delivered", nullptr, int(m_orders.size()))
                               : tr("A paid order is not delivered");
}

QString NoticeController::text() const
{
    return m_orders.size() > 1 ? tr("They have waited for more than 5 minutes. Look what holds them up.")
                               : tr("It has waited for more than 5 minutes. Look what holds it up.");
}

QString NoticeController::buttonText() const
{
    return m_orders.size() > 1 ? tr("Show orders") : tr("Show order");
}

/// And keeps that they are told now.
QStringList NoticeController::notToldBefore(const QStringList &orders)
{
    QHash<QString, qint64> told;
    for (const QString &entry : m_settings.remembered(toldKey, {}).split(u' ', Qt::SkipEmptyParts)) {
        const qint64 at = entry.section(u'@', 1).toLongLong();
        if (m_now - at < rememberedForMs)
            told.insert(entry.section(u'@', 0, 0), at);
    }
    QStringList fresh;
    for (const QString &order : orders) {
        const QString mark = markOf(order);
        if (!m_told.contains(order) && !told.contains(mark))
            fresh.append(order);
        m_told.insert(order);
        told.insert(mark, told.value(mark, m_now));
    }
    QStringList entries;
    for (auto it = told.cbegin(); it != told.cend(); ++it)
        entries.append(it.key() + u'@' + QString::number(it.value()));
    entries.sort();
    m_settings.remember(toldKey, entries.join(u' '));
    return fresh;
}

void NoticeController::tell(const QStringList &orders)
{
    const QStringList fresh = notToldBefore(orders);
    if (fresh.isEmpty())
        return;
    m_orders += fresh;
    Q_EMIT changed();
    if (m_settings.areNoticesOn())
        Q_EMIT raised(title(), text());
}

void NoticeController::forget(const QSet<QString> &orders)
{
    if (m_orders.removeIf([&](const QString &order) { return orders.contains(order); }) > 0)
        Q_EMIT changed();
}

void NoticeController::open()
{
    const QStringList orders = std::exchange(m_orders, {});
    Q_EMIT changed();
    if (!orders.isEmpty())
        Q_EMIT opened(orders.size() == 1 ? orders.first() : QString());
}

void NoticeController::dismiss()
{
    m_orders.clear();
    Q_EMIT changed();
}

} // namespace hermes::desktop
