#pragma once

#include <QImage>
#include <QQuickPaintedItem>

namespace hermes::desktop {

/// Draws a QR code (ECC M) black on white with its quiet zone, every module a whole number of device pixels and placed
/// on device pixels, so that a camera sees hard edges. The item sizes itself: implicitWidth = modules × pixels / ratio.
class QrCode : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// What is encoded; empty draws nothing at all.
    Q_PROPERTY(QString content READ content WRITE setContent NOTIFY contentChanged)
    /// The largest side in logical pixels; the module is the largest whole number of device pixels that fits.
    Q_PROPERTY(qreal maximumSide READ maximumSide WRITE setMaximumSide NOTIFY geometryInputChanged)
    /// White modules around the code. 4 is what the standard asks for; less only where white paper is around it anyway.
    Q_PROPERTY(int quietZone READ quietZone WRITE setQuietZone NOTIFY geometryInputChanged)
    Q_PROPERTY(qreal pixelRatio READ pixelRatio WRITE setPixelRatio NOTIFY geometryInputChanged)
    /// Device pixels of one module; 0 while there is no code.
    Q_PROPERTY(int modulePixels READ modulePixels NOTIFY moduleChanged)
public:
    explicit QrCode(QQuickItem *parent = nullptr);

    [[nodiscard]] QString content() const { return m_content; }
    void setContent(const QString &content);
    [[nodiscard]] qreal maximumSide() const { return m_maximumSide; }
    void setMaximumSide(qreal side);
    [[nodiscard]] int quietZone() const { return m_quietZone; }
    void setQuietZone(int modules);
    [[nodiscard]] qreal pixelRatio() const { return m_ratio; }
    void setPixelRatio(qreal ratio);
    [[nodiscard]] int modulePixels() const { return m_modulePixels; }

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void contentChanged();
    void geometryInputChanged();
    void moduleChanged();

private:
    void layOut();

    QString m_content;
    QImage m_modules; ///< one pixel per module, without quiet zone
    qreal m_maximumSide = 200;
    qreal m_ratio = 1;
    int m_quietZone = 4;
    int m_modulePixels = 0;
};

} // namespace hermes::desktop
