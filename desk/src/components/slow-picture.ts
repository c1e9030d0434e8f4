// On a machine without a graphics card, drawing fifty thousand flows anew for each frame takes too long. There, while the picture is moved
// or brought closer, what was drawn is moved as it is, and everything is drawn anew as soon as it rests. A machine that draws fast enough
// never comes here.

import type Sigma from "sigma";

const REST_MS = 160;
/** A frame that takes longer than this is too slow for thirty a second. */
const SLOW_MS = 24;

// What sigma does not give to others, and what this rests on: version 3.0.3, which is fixed in package.json.
interface Inside {
  render(): Sigma;
  renderFrame: number | null;
  needToProcess: boolean;
  webGLContexts: Record<string, WebGL2RenderingContext>;
}

/** Waits for the frame under way, and says whether frames take too long. */
export function isSlow(sigma: Sigma): boolean {
  const { webGLContexts } = sigma as unknown as Inside;
  const began = performance.now();
  const pixel = new Uint8Array(4);
  for (const name of ["edges", "nodes"]) {
    const gl = webGLContexts[name];
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  }
  return performance.now() - began > SLOW_MS;
}

/** From here on, moves the picture as it is, and draws it anew when it rests. */
export function moveAsPicture(sigma: Sigma): () => void {
  const inside = sigma as unknown as Inside;
  const draw = inside.render.bind(sigma);
  const camera = sigma.getCamera();
  const canvases = [...sigma.getContainer().querySelectorAll<HTMLCanvasElement>("canvas:not(.sigma-mouse)")];
  let drawn = camera.getState();
  let isMoved = false;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const moved = () => {
    isMoved = true;
  };
  const rest = () => {
    isMoved = false;
    drawn = camera.getState();
    for (const canvas of canvases) canvas.style.transform = "";
    draw();
  };
  camera.on("updated", moved);
  inside.render = () => {
    if (!isMoved || inside.needToProcess) {
      rest();
      return sigma;
    }
    inside.renderFrame = null;
    const [from, to] = [drawn, camera.getState()];
    const before = [sigma.framedGraphToViewport({ x: 0, y: 0 }, { cameraState: from }), sigma.framedGraphToViewport({ x: 1, y: 0 }, { cameraState: from })] as const;
    const after = [sigma.framedGraphToViewport({ x: 0, y: 0 }, { cameraState: to }), sigma.framedGraphToViewport({ x: 1, y: 0 }, { cameraState: to })] as const;
    const scale = (after[1].x - after[0].x) / (before[1].x - before[0].x);
    const shift = { x: after[0].x - before[0].x * scale, y: after[0].y - before[0].y * scale };
    for (const canvas of canvases) canvas.style.transform = `translate(${shift.x}px, ${shift.y}px) scale(${scale})`;
    clearTimeout(resting);
    resting = setTimeout(rest, REST_MS);
    return sigma;
  };
  return () => {
    clearTimeout(resting);
    camera.off("updated", moved);
  };
}
