//! A small canvas. Black, white and grey, hatched and dotted, so that it holds on any printer; text stays text, in
//! whatever plain font the reader has; the ground is white, also on a dark screen. Lengths are whole units.

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The claim's money.
    Dark,
    /// Money of nobody's claim.
    White,
    /// What left, or a second person's.
    Hatched,
    /// A third person's, or lawful money on its way.
    Dotted,
    /// What may be and may not be.
    Doubt,
    /// On its way.
    Grey,
}

impl Look {
    fn fill(self) -> &'static str {
        match self {
            Self::Dark => "fill=\"#404040\" stroke=\"#111\"",
            Self::White => "fill=\"#fff\" stroke=\"#111\"",
            Self::Hatched => "fill=\"url(#h)\" stroke=\"#111\"",
            Self::Dotted => "fill=\"url(#d)\" stroke=\"#111\"",
            Self::Doubt => "fill=\"url(#q)\" stroke=\"#111\" stroke-dasharray=\"4 3\"",
            Self::Grey => "fill=\"#c9c9c9\" stroke=\"#8a8a8a\"",
        }
    }
}

/// Where a text hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in the making.
pub struct Svg {
    width: i64,
    body: String,
}

const DEFS: &str = "<defs>\
<pattern id=\"h\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"7\" height=\"7\" fill=\"#fff\"/><path d=\"M0 0V7\" stroke=\"#555\" stroke-width=\"4\"/></pattern>\
<pattern id=\"d\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"7\" height=\"7\" fill=\"#fff\"/><circle cx=\"3\" cy=\"3\" r=\"1.1\" fill=\"#555\"/></pattern>\
<pattern id=\"q\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"8\" height=\"8\" fill=\"#fff\"/><path d=\"M0 0V8\" stroke=\"#999\" stroke-width=\"2\"/></pattern>\
<marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">\
<path d=\"M0 0L8 4L0 8Z\" fill=\"#111\"/></marker></defs>\n";

impl Svg {
    pub fn new(width: i64) -> Self {
        Self { width, body: String::new() }
    }

    /// The file, with what it shows in words for those who do not see it.
    pub fn finish(self, height: i64, title: &str, description: &str) -> String {
        let width = self.width;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"t e\" font-family=\"Helvetica, Arial, 'Liberation Sans', \
             sans-serif\" font-size=\"13\" fill=\"#111\">\n<title id=\"t\">{}</title>\n<desc id=\"e\">{}</desc>\n{DEFS}\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{}</svg>\n",
            escape(title),
            escape(description),
            self.body,
        )
    }

    pub fn rect(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), look: Look) {
        let fill = look.fill();
        self.add(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {fill}/>"));
    }

    pub fn text(&mut self, at: (i64, i64), anchor: Anchor, text: &str) {
        self.write(at, anchor, text, "");
    }

    pub fn bold(&mut self, at: (i64, i64), anchor: Anchor, text: &str) {
        self.write(at, anchor, text, " font-weight=\"bold\"");
    }

    /// Smaller, for notes.
    pub fn small(&mut self, at: (i64, i64), anchor: Anchor, text: &str) {
        self.write(at, anchor, text, " font-size=\"11.5\"");
    }

    /// On a ground of that look: white on dark, else with a white edge.
    pub fn on(&mut self, look: Look, at: (i64, i64), anchor: Anchor, text: &str) {
        match look {
            Look::Dark => self.write(at, anchor, text, " fill=\"#fff\""),
            _ => self.over(at, anchor, text),
        }
    }

    /// On a patterned ground: with a white edge.
    pub fn over(&mut self, at: (i64, i64), anchor: Anchor, text: &str) {
        let edge = " stroke=\"#fff\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
        self.write(at, anchor, text, edge);
    }

    pub fn line(&mut self, from: (i64, i64), to: (i64, i64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.add(&format!("<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"#111\" fill=\"none\"/>"));
    }

    /// Grey, thin.
    pub fn rule(&mut self, from: (i64, i64), to: (i64, i64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.add(&format!("<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"#bbb\" fill=\"none\"/>"));
    }

    pub fn dashed(&mut self, from: (i64, i64), to: (i64, i64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let dash = "stroke=\"#111\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" fill=\"none\"";
        self.add(&format!("<path d=\"M{x1} {y1}L{x2} {y2}\" {dash}/>"));
    }

    pub fn arrow(&mut self, from: (i64, i64), to: (i64, i64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let path = format!("M{x1} {y1}L{x2} {y2}");
        self.add(&format!(
            "<path d=\"{path}\" stroke=\"#111\" stroke-width=\"1.5\" fill=\"none\" marker-end=\"url(#a)\"/>"
        ));
    }

    /// A band of an even thickness from one box to another.
    pub fn ribbon(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), thickness: i64, look: Look) {
        let (middle, fill) = ((x1 + x2) / 2, look.fill());
        let (y3, y4) = (y2 + thickness, y1 + thickness);
        let (upper, lower) =
            (format!("C{middle} {y1} {middle} {y2} {x2} {y2}"), format!("C{middle} {y3} {middle} {y4} {x1} {y4}"));
        self.add(&format!(
            "<path d=\"M{x1} {y1}{upper}V{y3}{lower}Z\" {fill} stroke-width=\"0\" fill-opacity=\".8\"/>"
        ));
        // Edges alone: where two ribbons meet end to end there is no seam.
        let edges = format!("M{x1} {y1}{upper}M{x2} {y3}{lower}");
        self.add(&format!("<path d=\"{edges}\" stroke=\"#777\" fill=\"none\"/>"));
    }

    fn write(&mut self, (x, y): (i64, i64), anchor: Anchor, text: &str, more: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.add(&format!("<text x=\"{x}\" y=\"{y}\"{anchor}{more}>{}</text>", escape(text)));
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
