#include "qrcode.h"

#include <QPainter>
#include <qrcodegen.hpp>

namespace hermes::desktop {

namespace {

// A message too long for any code (2331 bytes at ECC M) throws; no bind link comes near it.
constexpr qsizetype longestContent = 2000;

QImage encode(const QString &content)
{
    const QByteArray bytes = content.toUtf8();
    if (bytes.isEmpty() || bytes.size() > longestContent)
        return {};
    const auto code = qrcodegen::QrCode::encodeText(bytes.constData(), qrcodegen::QrCode::Ecc::MEDIUM);
    QImage image(code.getSize(), code.getSize(), QImage::Format_RGB32);
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x)
            image.setPixel(x, y, code.getModule(x, y) ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
    }
    return image;
}

} // namespace

QrCode::QrCode(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(false);
}

void QrCode::setContent(const QString &content)
{
    if (m_content == content)
        return;
    m_content = content;
    m_modules = encode(content);
    layOut();
    Q_EMIT contentChanged();
}

void QrCode::setMaximumSide(qreal side)
{
    m_maximumSide = side;
    layOut();
    Q_EMIT geometryInputChanged();
}

void QrCode::setQuietZone(int modules)
{
    m_quietZone = modules;
    layOut();
    Q_EMIT geometryInputChanged();
}

void QrCode::setPixelRatio(qreal ratio)
{
    m_ratio = ratio;
    layOut();
    Q_EMIT geometryInputChanged();
}

void QrCode::layOut()
{
    const int modules = m_modules.isNull() ? 0 : m_modules.width() + 2 * m_quietZone;
    m_modulePixels = modules > 0 ? qMax(1, int(m_maximumSide * m_ratio) / modules) : 0;
    setImplicitSize(modules * m_modulePixels / m_ratio, modules * m_modulePixels / m_ratio);
    update();
    Q_EMIT moduleChanged();
}

void QrCode::paint(QPainter *painter)
{
    if (m_modules.isNull())
        return;
    // The painter's own scale is ceil(size × ratio) / size, which is not the ratio: draw in device pixels instead.
    painter->resetTransform();
    const int side = (m_modules.width() + 2 * m_quietZone) * m_modulePixels;
    painter->fillRect(0, 0, side, side, Qt::white);
    const int inset = m_quietZone * m_modulePixels;
    const int inner = m_modules.width() * m_modulePixels;
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->drawImage(QRect(inset, inset, inner, inner), m_modules);
}

} // namespace hermes::desktop
