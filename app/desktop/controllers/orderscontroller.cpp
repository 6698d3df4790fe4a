#include "orderscontroller.h"

#include "format.h"
#include "orderboardwords.h"
#include "orderwords.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 lookOpenedMs = 10'000;
constexpr qint64 lookClosedMs = 60'000;
constexpr qint64 tellAnywayMs = 30'000;
constexpr int searchDelayMs = 250;
constexpr int pageRows = 100;

} // namespace

OrdersController::OrdersController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(searchDelayMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { readPage(true); });
    connect(&m_all, &OrderListModel::moreAsked, this, [this] { readPage(false); });
    connect(&backend, &Backend::ordersChanged, this, &OrdersController::take);
}

OrderListModel *OrdersController::rows()
{
    return m_tab == "all"_L1 ? &m_all : m_tab == "handoffs"_L1 ? &m_handOffs : &m_waiting;
}

void OrdersController::setTab(const QString &tab)
{
    if (m_tab == tab)
        return;
    m_tab = tab;
    Q_EMIT tabChanged();
    Q_EMIT changed();
    if (m_tab == "all"_L1 && !m_pageKnown)
        readPage(true);
}

void OrdersController::setOpened(bool opened)
{
    if (m_opened == opened)
        return;
    m_opened = opened;
    Q_EMIT openedChanged();
    if (opened && m_now > 0 && m_now - m_board.readMs >= lookOpenedMs)
        look();
}

bool OrdersController::isLoading() const
{
    if (isStale() || (m_known && !m_board.configured))
        return false;
    return m_tab == "all"_L1 ? !m_pageKnown && !m_problem.isPresent() : !m_known;
}

QString OrdersController::errorText() const
{
    QStringList parts;
    if (m_board.readMs > 0)
        //: The platform's database does not answer; %1 is a time of day
        parts.append(tr("Below is what it said at %1. Changes wait.").arg(formatTime(m_board.readMs)));
    if (!m_board.error.hint.isEmpty())
        parts.append(m_board.error.hint);
    return parts.join(u' ');
}

QString OrdersController::overText() const
{
    return QString::number(overCount());
}

QString OrdersController::inTimeText() const
{
    return QString::number(waitingCount() - overCount());
}

QString OrdersController::deliveredText() const
{
    return deliveredWords(m_board);
}

QString OrdersController::countText() const
{
    if (!m_known || !m_board.configured || (isLost() && m_board.readMs == 0))
        return {};
    if (m_tab == "all"_L1)
        return m_next.isEmpty() ? tr("%n order(s)", nullptr, m_all.count())
                                //: There are more orders than were read so far
                                : tr("the latest %n order(s)", nullptr, m_all.count());
    if (m_tab == "handoffs"_L1)
        return tr("%n hand-off(s)", nullptr, handOffCount());
    //: Under the orders that wait: "6 waiting, 3 over 5 min"
    const QString counts = tr("%1 waiting, %2 over 5 min").arg(waitingCount()).arg(overCount());
    //: After how many orders wait, where those are more than the list shows
    const QString cut = tr("the %1 that wait longest are shown").arg(m_board.waiting.size());
    return m_board.waitingMore > 0 ? counts + u"; "_s + cut : counts;
}

QString OrdersController::readText() const
{
    return m_board.readMs > 0 && m_board.configured
        ? tr("platform database read %1 ago").arg(formatAge(m_now - m_board.readMs))
        : QString();
}

QString OrdersController::age() const
{
    return isStale() && m_board.readMs > 0 ? tr("updated %1 ago").arg(formatAge(m_now - m_board.readMs)) : QString();
}

void OrdersController::setSearch(const QString &text)
{
    if (m_search == text)
        return;
    m_search = text;
    m_typing.start();
    Q_EMIT searchChanged();
}

void OrdersController::select(const QString &id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    Q_EMIT selectedChanged();
}

const OrderRow *OrdersController::find(const QString &id) const
{
    for (const OrderListModel *rows : {&m_waiting, &m_handOffs, &m_all})
        if (const OrderRow *row = rows->find(id))
            return row;
    return nullptr;
}

void OrdersController::update(const OrderRow &row)
{
    m_all.update(row);
}

MetricRecord OrdersController::card() const
{
    return m_known ? paidCard(m_board, overCount(), m_now) : paidCard();
}

void OrdersController::setNow(qint64 nowMs)
{
    const qint64 before = std::exchange(m_now, nowMs);
    m_waiting.setNow(nowMs);
    m_all.setNow(nowMs);
    m_handOffs.setNow(nowMs);
    if (nowMs < before) // the clock was set back
        findLate(false);
    else
        findLater(before);
    const qint64 every = m_opened ? lookOpenedMs : lookClosedMs;
    if (m_askedMs > 0 && m_board.configured && nowMs - qMax(m_askedMs, m_board.readMs) >= every)
        look();
    Q_EMIT ticked();
}

void OrdersController::findLate(bool tell)
{
    const QSet<QString> before = std::exchange(m_over, {});
    QStringList fresh;
    for (const OrderRow &row : std::as_const(m_board.waiting)) {
        if (!isOrderLate(row, m_now))
            continue;
        m_over.insert(row.id);
        if (tell && !before.contains(row.id))
            fresh.append(row.id);
    }
    tellLate(fresh);
    const QSet<QString> served = before - m_over;
    if (!served.isEmpty())
        Q_EMIT lateServed(served);
}

void OrdersController::findLater(qint64 fromMs)
{
    QStringList fresh;
    for (const OrderRow &row : std::as_const(m_board.waiting))
        if (isOrderLate(row, m_now) && !isOrderLate(row, fromMs) && !m_over.contains(row.id))
            fresh.append(row.id);
    if (fresh.isEmpty())
        return;
    m_over += QSet<QString>(fresh.begin(), fresh.end());
    Q_EMIT changed();
    tellLate(fresh);
}

void OrdersController::tellLate(const QStringList &ids)
{
    if (!ids.isEmpty())
        Q_EMIT slaPassed(ids);
}

void OrdersController::setStale(bool stale)
{
    m_linkStale = stale;
    greyRows();
    Q_EMIT changed();
    Q_EMIT ticked();
}

void OrdersController::greyRows()
{
    for (OrderListModel *rows : {&m_waiting, &m_all, &m_handOffs})
        rows->setStale(isStale());
}

void OrdersController::retranslate()
{
    for (OrderListModel *rows : {&m_waiting, &m_all, &m_handOffs})
        rows->retranslate();
    Q_EMIT changed();
    Q_EMIT ticked();
}

void OrdersController::look()
{
    if (m_asking)
        return;
    m_asking = true;
    m_askedMs = m_now;
    Q_EMIT changed();
    m_backend.orderBoard().then(this, [this](const Result<OrderBoard> &board) {
        if (board) {
            take(*board);
        } else {
            OrderBoard failed;
            failed.error = board.error();
            failed.serial = m_board.serial;
            take(failed);
        }
    });
}

void OrdersController::take(OrderBoard board)
{
    m_asking = false;
    // It was read before the one that is known, and came later.
    if (board.serial < m_board.serial) {
        Q_EMIT changed();
        return;
    }
    // Until somebody has read the platform, what is kept of it is no answer.
    const bool isFirst = m_board.readMs == 0;
    m_known = m_known || board.readMs > 0 || !board.configured || !board.error.message.isEmpty();
    // A database that does not answer takes nothing away: what it said before stays, greyed.
    if (!board.error.message.isEmpty() && board.readMs == 0 && m_board.readMs > 0) {
        m_board.error = board.error;
        m_board.serial = board.serial;
        board = m_board;
    }
    const bool isNews = !isSameNews(board, m_board);
    m_board = board;
    if (isNews)
        showBoard();
    greyRows();
    findLate(!isFirst);
    Q_EMIT changed();
    Q_EMIT ticked();
    if (!isNews && m_now - m_toldMs < tellAnywayMs)
        return;
    m_toldMs = m_now;
    Q_EMIT boardRead();
}

void OrdersController::showBoard()
{
    m_waiting.setRows(m_board.waiting + m_board.deliveredToday);
    m_handOffs.setRows(m_board.handOffs);
    for (const QList<OrderRow> &rows : {m_board.waiting, m_board.deliveredToday, m_board.handOffs})
        for (const OrderRow &row : rows)
            m_all.update(row);
}

void OrdersController::refresh()
{
    look();
    if (m_tab == "all"_L1)
        readPage(true);
}

void OrdersController::readOn()
{
    if (rows()->canFetchMore({}))
        rows()->fetchMore({});
}

void OrdersController::readPage(bool first)
{
    first = first || m_typing.isActive(); // of what is typed nothing was read yet
    if (m_pageAsked && !first)
        return;
    m_typing.stop();
    m_pageAsked = true;
    const int serial = ++m_serial;
    Q_EMIT changed();
    m_backend.orders({m_search.trimmed(), first ? QString() : m_next, pageRows})
        .then(this, [this, serial, first](const Result<OrderPage> &page) { takePage(serial, first, page); });
}

void OrdersController::takePage(int serial, bool first, const Result<OrderPage> &page)
{
    if (serial != m_serial)
        return;
    m_pageAsked = false;
    if (!page) {
        m_problem.set(page.error());
        m_all.setHasMore(!first && !m_next.isEmpty());
        Q_EMIT changed();
        return;
    }
    m_problem.clear();
    m_pageKnown = true;
    m_next = page->next;
    m_all.setHasMore(!m_next.isEmpty());
    if (first)
        m_all.setRows(page->rows);
    else
        m_all.append(page->rows);
    Q_EMIT changed();
}

void OrdersController::copySettingName() const
{
    QGuiApplication::clipboard()->setText(u"HERMES_ADMIN_PLATFORM_DB"_s);
}

} // namespace hermes::desktop
