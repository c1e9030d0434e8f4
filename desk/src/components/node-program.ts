// One WebGL program draws all nodes: which shape, and whether full or hollow, is a number of each node, so that twenty thousand of
// them are one call. The shapes are those of the dossier's picture.

import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { NodeRole } from "../api/types";

export const SHAPES: NodeRole[] = ["pays", "paid", "both", "cash", "unnamed"];

export interface ShapedNode {
  role: NodeRole;
  own: boolean;
}

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform mat3 u_matrix;
varying vec4 v_color;
varying float v_shape;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  float size = a_size / u_sizeRatio * u_pixelRatio * 2.6;
  gl_PointSize = size;
  v_pixel = 2.0 / size;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// Distances to the edge of each shape within a square from -1 to 1, negative inside. An even number is full, an odd one hollow.
const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying float v_shape;
varying float v_pixel;
uniform vec4 u_paper;
float edge(vec2 p, float kind) {
  if (kind < 0.5) return length(p) - 0.8;
  if (kind < 1.5) return max(abs(p.x), abs(p.y)) - 0.7;
  if (kind < 2.5) return (abs(p.x) + abs(p.y) - 0.98) * 0.707;
  if (kind < 3.5) return max(abs(p.x) * 0.87 + p.y * -0.5 - 0.42, p.y - 0.7);
  return length(p) - 0.8;
}
void main(void) {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float kind = floor(v_shape / 2.0);
  bool isHollow = mod(v_shape, 2.0) > 0.5;
  float d = edge(kind > 2.5 && kind < 3.5 ? vec2(p.x, p.y) : p, kind);
  #ifdef PICKING_MODE
  if (d > 0.0) discard;
  gl_FragColor = v_color;
  #else
  float line = max(0.22, v_pixel * 1.8);
  float inside = 1.0 - smoothstep(-v_pixel, v_pixel, d);
  float within = 1.0 - smoothstep(-v_pixel, v_pixel, d + line);
  vec4 fill = isHollow ? u_paper : v_color;
  if (kind > 3.5 && (abs(abs(p.x) - abs(p.y)) < 0.16) && length(p) < 0.6) fill = isHollow ? v_color : u_paper;
  vec4 shown = mix(v_color, fill, within);
  gl_FragColor = vec4(shown.rgb, shown.a) * inside;
  #endif
}`;

/** Makes the program for the colour of the paper, which hollow shapes are filled with. */
export function shapeProgram(paper: [number, number, number]) {
  return class ShapeProgram extends NodeProgram<"u_sizeRatio" | "u_pixelRatio" | "u_matrix" | "u_paper"> {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
      return {
        VERTICES: 1,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: POINTS as 0,
        UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix", "u_paper"] as ("u_sizeRatio" | "u_pixelRatio" | "u_matrix" | "u_paper")[],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_shape", size: 1, type: FLOAT },
        ],
      };
    }

    processVisibleItem(nodeIndex: number, start: number, data: NodeDisplayData & Partial<ShapedNode>) {
      const { array } = this;
      array[start] = data.x;
      array[start + 1] = data.y;
      array[start + 2] = data.size;
      array[start + 3] = floatColor(data.color);
      array[start + 4] = nodeIndex;
      array[start + 5] = SHAPES.indexOf(data.role ?? "both") * 2 + (data.own ? 0 : 1);
    }

    setUniforms(parameters: RenderParams, { gl, uniformLocations }: { gl: WebGLRenderingContext; uniformLocations: Record<string, WebGLUniformLocation> }) {
      gl.uniform1f(uniformLocations.u_pixelRatio ?? null, parameters.pixelRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio ?? null, parameters.sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, parameters.matrix);
      gl.uniform4f(uniformLocations.u_paper ?? null, ...paper, 1);
    }
  };
}
