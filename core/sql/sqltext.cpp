#include "sqltext.h"

#include <QStringList>

namespace hermes {

using namespace Qt::StringLiterals;

QString placeholders(qsizetype count)
{
    const QStringList marks(count, u"?"_s);
    return u'(' + marks.join(u", "_s) + u')';
}

QString likePattern(const QString &text)
{
    QString pattern;
    for (const QChar letter : text) {
        if (letter == u'%' || letter == u'_' || letter == u'!')
            pattern += u'!';
        pattern += letter;
    }
    return u'%' + pattern + u'%';
}

} // namespace hermes
