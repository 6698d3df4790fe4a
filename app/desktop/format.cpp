#include "format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Format", text);
}

bool isChinese()
{
    return QLocale().language() == QLocale::Chinese;
}

} // namespace

QString formatDuration(qint64 ms)
{
    const qint64 seconds = qMax<qint64>(0, ms) / 1000;
    const QString tail = u"%1"_s.arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (seconds < 3600)
        return u"%1:%2"_s.arg(seconds / 60).arg(tail);
    return u"%1:%2:%3"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')).arg(tail);
}

QString formatWait(qint64 ms)
{
    constexpr qint64 hourMs = 3'600'000;
    return ms < hourMs ? formatDuration(ms) : formatAge(ms);
}

QString formatAge(qint64 ms)
{
    const qint64 seconds = qMax<qint64>(0, ms) / 1000;
    if (seconds < 60)
        //: Age of an observation in seconds; keep it as short as possible
        return words(QT_TRANSLATE_NOOP("Format", "%1 s")).arg(seconds);
    if (seconds < 3600)
        //: Age in minutes, short
        return words(QT_TRANSLATE_NOOP("Format", "%1 min")).arg(seconds / 60);
    if (seconds < 48 * 3600)
        //: Age in hours, short
        return words(QT_TRANSLATE_NOOP("Format", "%1 h")).arg(seconds / 3600);
    //: Age in days
    return words(QT_TRANSLATE_NOOP("Format", "%1 days")).arg(seconds / 86400);
}

QString formatTime(qint64 atMs)
{
    return atMs > 0 ? QDateTime::fromMSecsSinceEpoch(atMs).toString(u"HH:mm:ss"_s) : u"–"_s;
}

QString formatDay(qint64 atMs)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(atMs).date();
    return isChinese() ? u"%1月%2日"_s.arg(date.month()).arg(date.day()) : QLocale().toString(date, u"d MMMM"_s);
}

QString formatDayTime(qint64 atMs)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(atMs).toString(u"HH:mm"_s);
    return isChinese() ? formatDay(atMs) + u' ' + time : formatDay(atMs) + u", "_s + time;
}

QString shortId(const QString &id)
{
    const QString name = id.section(u'@', 0, 0);
    return name.size() <= 10 ? name : name.left(4) + u'…' + name.right(4);
}

bool isTenantName(const QString &name)
{
    static const QRegularExpression pattern(u"^[a-z0-9][a-z0-9_-]{0,62}$"_s);
    return pattern.match(name).hasMatch();
}

QString formatShare(qint64 used, qint64 total)
{
    const auto gigabytes = [](qint64 bytes) {
        const double value = double(bytes) / (1024.0 * 1024 * 1024);
        return QString::number(value, 'f', value < 100 && value != qint64(value) ? 1 : 0);
    };
    //: Memory or disk in use, e.g. "23.1 of 32 GB"
    return words(QT_TRANSLATE_NOOP("Format", "%1 of %2 GB")).arg(gigabytes(used), gigabytes(total));
}

} // namespace hermes::desktop
