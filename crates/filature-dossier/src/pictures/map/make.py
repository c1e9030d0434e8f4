"""Makes outlines.txt of Natural Earth's countries, and countries.txt and towns.txt ready to draw; see README.md.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 make.py package/countries-50m.json

Coordinates in the files made are whole kilometres east of 17° E and north of 45° N on a Lambert conformal conic with standard
parallels 35° and 55°: the program itself then needs no trigonometry and draws the same everywhere.
"""
import json, math, sys

RADIUS_KM, LON0, LAT0, LAT1, LAT2 = 6371.0, 17.0, 45.0, 35.0, 55.0
WEST, EAST, SOUTH, NORTH = -2750, 2950, -2150, 2250
TOLERANCE_KM, SMALLEST_KM2 = 2.0, 400.0

ISO = {8: "AL", 12: "DZ", 20: "AD", 31: "AZ", 40: "AT", 51: "AM", 56: "BE", 70: "BA", 100: "BG", 112: "BY", 191: "HR", 196: "CY",
       203: "CZ", 208: "DK", 233: "EE", 246: "FI", 250: "FR", 268: "GE", 276: "DE", 300: "GR", 348: "HU", 352: "IS", 364: "IR",
       368: "IQ", 372: "IE", 376: "IL", 380: "IT", 398: "KZ", 400: "JO", 414: "KW", 422: "LB", 428: "LV", 434: "LY", 438: "LI",
       440: "LT", 442: "LU", 470: "MT", 478: "MR", 492: "MC", 498: "MD", 499: "ME", 504: "MA", 528: "NL", 578: "NO", 616: "PL",
       620: "PT", 642: "RO", 643: "RU", 674: "SM", 682: "SA", 688: "RS", 703: "SK", 705: "SI", 724: "ES", 732: "EH", 752: "SE",
       756: "CH", 760: "SY", 275: "PS", 788: "TN", 792: "TR", 804: "UA", 807: "MK", 818: "EG", 826: "GB", 833: "IM", 831: "GG",
       832: "JE", 466: "ML", 562: "NE", 248: "AX", 234: "FO"}


def cone():
    one, two = (math.tan(math.pi / 4 + math.radians(lat) / 2) for lat in (LAT1, LAT2))
    n = math.log(math.cos(math.radians(LAT1)) / math.cos(math.radians(LAT2))) / math.log(two / one)
    f = math.cos(math.radians(LAT1)) * one ** n / n
    return n, f


N, F = cone()


def project(lon, lat):
    rho = lambda lat: RADIUS_KM * F / math.tan(math.pi / 4 + math.radians(lat) / 2) ** N
    turn = N * math.radians(lon - LON0)
    return rho(lat) * math.sin(turn), rho(LAT0) - rho(lat) * math.cos(turn)


def arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def near(points):
    return any(-40 < lon < 70 and 10 < lat < 75 for lon, lat in points)


def simplify(points):
    """Douglas and Peucker; ends stay, so that neighbours keep a common border."""
    keep, open_ = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        far, at = 0.0, None
        for index in range(first + 1, last):
            px, py = points[index]
            away = math.hypot(px - ax, py - ay) if length == 0 else abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length
            if away > far:
                far, at = away, index
        if at is not None and far > TOLERANCE_KM:
            keep.add(at)
            open_ += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def clip(ring):
    for axis, bound, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        inside = lambda point: sign * (point[axis] - bound) >= 0
        made = []
        for one, two in zip(ring, ring[1:] + ring[:1]):
            if inside(one):
                made.append(one)
            if inside(one) != inside(two):
                share = (bound - one[axis]) / (two[axis] - one[axis])
                made.append(tuple(a + share * (b - a) for a, b in zip(one, two)))
        ring = made
    return ring


def area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1])) / 2


def centre(ring):
    whole = area(ring)
    terms = [((x0 + x1) * c, (y0 + y1) * c) for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]) for c in [x0 * y1 - x1 * y0]]
    return tuple(sum(term[axis] for term in terms) / (6 * whole) for axis in (0, 1))


def main():
    topology = json.load(open(sys.argv[1]))
    lines = list(arcs(topology))
    flat = [simplify([project(*p) for p in line]) if near(line) else None for line in lines]
    outlines, centres = [], {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = "XK" if name == "Kosovo" else ISO.get(int(shape.get("id", -1)), "--")
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        for polygon in polygons:
            for place, ring in enumerate(polygon):
                parts = [flat[a] if a >= 0 else (flat[~a][::-1] if flat[~a] else None) for a in ring]
                if any(part is None for part in parts):
                    continue
                points = [point for part in parts for point in part[:-1]]
                points = clip(points)
                if len(points) < 3 or (abs(area(points)) < SMALLEST_KM2 and code not in ("MT", "LI", "MC", "SM", "AD")):
                    continue
                if place == 0 and abs(area(points)) > centres.get(code, (0,))[0]:
                    centres[code] = (abs(area(points)), centre(points))
                whole = [(round(x), round(y)) for x, y in points]
                whole = [p for p, q in zip(whole, whole[-1:] + whole[:-1]) if p != q]
                if len(whole) >= 3:
                    outlines.append((code, whole))
    outlines.sort()
    with open("outlines.txt", "w") as out:
        for code, ring in outlines:
            x = y = 0
            steps = []
            for px, py in ring:
                steps.append(f"{px - x} {py - y}")
                x, y = px, py
            out.write(f"{code} {' '.join(steps)}\n")
    names = dict((line.split(";")[0], line.rstrip("\n").split(";")) for line in open("names.txt"))
    with open("countries.txt", "w") as out:
        for code, (_, english, french) in sorted((k, v) for k, v in names.items()):
            if code in centres:
                x, y = centres[code][1]
                out.write(f"{code};{english};{french};{round(x)};{round(y)}\n")
            else:
                print("no outline:", code)
    with open("towns.txt", "w") as out:
        rows = sorted(line.rstrip("\n").split(";") for line in open("towns.csv"))
        for country, town, shown, lat, lon in rows:
            x, y = project(float(lon), float(lat))
            out.write(f"{country};{town};{shown};{lat};{lon};{round(x)};{round(y)}\n")
    print(sorted(code for code in centres if code not in names))


main()
