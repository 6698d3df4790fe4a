// The Orders page with very many orders: how long the window is away while a board comes, the clock moves, a page is
// added and the list is scrolled. `bench_orderpage [100000]`
#include "window.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickStyle>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

QList<OrderRow> manyRows(const OrderRow &like, int count, qint64 now)
{
    QList<OrderRow> rows;
    rows.reserve(count);
    for (int at = 0; at < count; ++at) {
        OrderRow row = like;
        row.id = u"cmp6bench%1"_s.arg(at, 16, 10, QLatin1Char('0'));
        row.paidMs = now - 3'000LL * (at % 1'000);
        rows.append(row);
    }
    return rows;
}

template <class Work> void report(const char *what, Work &&work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    const double worked = double(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    QGuiApplication::processEvents();
    std::printf("%-44s %8.1f ms, and %.1f ms until it is drawn\n", what, worked, double(timer.nsecsElapsed()) / 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQuickStyle::setStyle(u"Hermes.Style"_s);
    const int count = app.arguments().value(1, u"100000"_s).toInt();
    TestWindow window;
    QMetaObject::invokeMethod(window.root(), "show", Q_ARG(QString, u"orders"_s));
    TestWindow::settle();
    OrdersController &orders = *window.app().orders();
    const qint64 now = window.clock().wallMs();
    OrderBoard board;
    board.serial = 1;
    board.readMs = now;
    const QList<OrderRow> rows = manyRows(*orders.find(orders.rows()->idAt(0)), count, now);
    board.waiting = rows.mid(0, boardRows);
    board.waitingMore = count - int(board.waiting.size());
    board.deliveredToday = rows.mid(boardRows, boardRows);
    for (OrderRow &row : board.deliveredToday) {
        row.waits = false;
        row.deliveredMs = row.paidMs + 90'000;
    }
    report("a board of as many as it holds", [&] { Q_EMIT window.backend().ordersChanged(board); });
    ++board.serial;
    board.waiting.removeFirst();
    report("the next board, one is served", [&] { Q_EMIT window.backend().ordersChanged(board); });
    ++board.serial;
    report("the next board, nothing is new", [&] { Q_EMIT window.backend().ordersChanged(board); });
    for (int second = 0; second < 3; ++second)
        report("a second goes by", [&] {
            window.clock().advance(1'000);
            window.app().tick();
        });
    orders.setTab(u"all"_s);
    TestWindow::settle();
    OrderListModel &all = *orders.rows();
    report("all of them, page by page", [&] {
        for (int from = 0; from < rows.size(); from += 100)
            all.append(rows.mid(from, 100));
    });
    auto *table = window.root()->findChild<QQuickItem *>(u"ordersTable"_s);
    for (const double share : {0.25, 0.5, 0.99})
        report("scrolled far", [&] { table->setProperty("contentY", share * 40 * all.count()); });
    report("one of them is chosen", [&] { orders.select(rows.last().id); });
    return 0;
}
