using System.Text;
using System.Text.Encodings.Web;

namespace VoipBin.Auth.Mail;

/// <summary>Renders a mail as plain text and as HTML, without anything that is loaded from elsewhere.</summary>
internal static class MailLayout
{
    public static OutgoingMail Render(MailText mail, string productName, string messageId)
    {
        var (text, html) = (new StringBuilder(), new StringBuilder("<!doctype html><html lang=\"en\"><body style=\"font-family:sans-serif;line-height:1.5\">\r\n"));
        for (var index = 0; index < mail.Paragraphs.Count; index++)
        {
            text.Append(mail.Paragraphs[index]).Append("\r\n\r\n");
            html.Append("<p>").Append(HtmlEncoder.Default.Encode(mail.Paragraphs[index])).Append("</p>\r\n");
            if (index == 0 && mail.Link is { } link)
            {
                var address = link.AbsoluteUri;
                text.Append(address).Append("\r\n\r\n");
                html.Append("<p><a href=\"").Append(HtmlEncoder.Default.Encode(address)).Append("\">").Append(HtmlEncoder.Default.Encode(address)).Append("</a></p>\r\n");
            }
        }

        text.Append("-- \r\n").Append(productName).Append("\r\n");
        html.Append("<p style=\"color:#666\">").Append(HtmlEncoder.Default.Encode(productName)).Append("</p>\r\n</body></html>\r\n");
        return new(messageId, mail.To, mail.Subject, text.ToString(), html.ToString());
    }
}
